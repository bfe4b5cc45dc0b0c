import Loop
import Platform
import Wire

/// The shapes that handlers have: one line a method below.
extension Daemon where Core == Platform {
  /// Reads from the core for a person.
  func read<M: Method>(
    _ method: M.Type,
    _ run: @escaping @Sendable (Platform, Person, M.Params, Instant) throws -> M.Result
  ) {
    dispatcher.handle(method) { [unowned self] params, caller, reply in
      guard let person = caller.person else { return reply.refuse(Refusal(AuthError.personOnly)) }
      core.submit(for: reply) { core, now in
        let known = try core.person(person, caller)
        let result = try run(core, known, params, now)
        return { reply.ok(result) }
      }
    }
  }

  /// Changes something for a person, once for its key.
  func change<M: Method>(
    _ method: M.Type,
    _ run:
      @escaping @Sendable (Platform, Person, M.Params, RequestBody, Instant) throws
      -> Outcome<JSON>
  ) where M.Params: Keyed {
    dispatcher.handle(method) { [unowned self] params, caller, reply in
      guard let person = caller.person else { return reply.refuse(Refusal(AuthError.personOnly)) }
      submit(for: reply) { core, now in
        let known = try core.person(person, caller)
        return try run(core, known, params, RequestBody(M.self, params), now)
      }
    }
  }

  /// Runs a command and, once it is durable, tells everybody it concerns and then its caller.
  func submit<M: Method>(
    for reply: Reply<M>,
    _ run: @escaping @Sendable (Platform, Instant) throws -> Outcome<JSON>
  ) {
    let daemon = LoopBound(self)
    core.submit(for: reply) { core, now in
      let outcome = try run(core, now)
      return {
        daemon.value.publish(outcome.notices, outcome.owesCalls)
        reply.finish(outcome.result)
      }
    }
  }

  /// Calls a program for a person.
  func call<M: Method>(
    _ method: M.Type, through flow: CallFlow,
    _ prepare:
      @escaping @Sendable (Platform, Person, M.Params, RequestBody?, Instant) throws
      -> CallStep
  ) {
    dispatcher.handle(method) { params, caller, reply in
      guard let person = caller.person else { return reply.refuse(Refusal(AuthError.personOnly)) }
      let body = Platform.body(of: M.name, JSON(encoding: params))
      flow.run(
        key: body.map { "\(person.text) \($0.key)" }, trace: caller.trace,
        prepare: { core, now in
          let known = try core.person(person, caller)
          return try prepare(core, known, params, body, now)
        },
        done: { reply.finish($0) })
    }
  }

  /// Tells people's shells, and starts what is owed.
  func publish(_ notices: [Notice], _ owesCalls: Bool) {
    tell(notices)
    if owesCalls { startDelivery() }
    agenda.look()
  }

  /// Tells people's shells what happened.
  func tell(_ notices: [Notice]) {
    for notice in notices {
      control(notice)
      guard !notice.method.isEmpty else { continue }
      clients.notify(notice.person, notice.method, notice.params.object ?? [:])
      noticed(notice)
    }
  }
}

extension Daemon where Core == Platform {
  /// Does to connections what a notice asks for. One that ends has its answer first.
  private func control(_ notice: Notice) {
    switch notice.control {
    case nil: break
    case .tier(let tier): clients.changeTier(of: notice.person, to: tier)
    case .session(let session): sessionWaits.wake(session)
    case .endDevice(let credential):
      let clients = LoopBound(clients)
      loop.execute { clients.value.end(credential: credential) }
    }
  }
}

extension Platform {
  /// Whoever a request came from, as they are now: a device that was revoked since its hello is
  /// refused.
  func person(_ name: PersonID, _ caller: Caller) throws -> Person {
    try person(name, credential: caller.credential, lang: caller.language)
  }
}

extension Reply {
  /// It went well, or not.
  func finish(_ result: Result<JSON, Refusal>) {
    switch result {
    case .success(let json): stored(json)
    case .failure(let refusal): refuse(refusal)
    }
  }
}

extension RequestBody {
  /// The body of a keyed method's parameters.
  init<M: Method>(_ method: M.Type, _ params: M.Params) where M.Params: Keyed {
    guard let body = Platform.body(of: M.name, M.json(of: params)) else {
      preconditionFailure("keyed parameters carry a key")
    }
    self = body
  }
}
