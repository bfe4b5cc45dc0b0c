import Host
import JSONRPC
import Platform
import Wire

/// What merchants and the operator see of programs and do about them.
extension Daemon where Core == Platform {
  /// Registers the kill switch, quarantine, errors, logs, replay and metrics.
  func handleInsight(_ flow: CallFlow, _ programs: Programs) {
    handleKilling(programs)
    handleSuspension(programs)
    handleQuarantine(programs)
    handleWords(flow, programs)
    handleReplay(flow, programs)
    handleMetrics(flow, programs)
  }

  private func handleKilling(_ programs: Programs) {
    let bound = LoopBound((publish, programs))
    dispatcher.handle(RegistryKillMethod.self) { [unowned self] params, caller, reply in
      let body = RequestBody(RegistryKillMethod.self, params)
      log.warning("app.killed", ["app": .string(params.app.text)])
      core.submit(for: reply) { core, now in
        let known = try caller.person.map { try core.person($0, caller) }
        let outcome = try core.kill(known, params, body, now: now)
        return {
          // Programs first: what is under way ends with the commit, not with its deadline.
          if case .success = outcome.result { bound.value.1.kill(params.app) }
          bound.value.0(outcome.notices, outcome.owesCalls)
          reply.finish(outcome.result)
        }
      }
    }
    dispatcher.handle(RegistryRestoreMethod.self) { [unowned self] params, caller, reply in
      let body = RequestBody(RegistryRestoreMethod.self, params)
      submit(for: reply) { core, now in
        let known = try caller.person.map { try core.person($0, caller) }
        return try core.restore(known, params, body, now: now)
      }
    }
  }

  private func handleSuspension(_ programs: Programs) {
    let bound = LoopBound((publish, programs))
    dispatcher.handle(AdminSuspendMethod.self) { [unowned self] params, _, reply in
      let body = RequestBody(AdminSuspendMethod.self, params)
      log.warning("merchant.suspended", ["merchant": .string(params.merchant.text)])
      core.submit(for: reply) { core, now in
        let outcome = try core.suspend(params, body, now: now)
        return {
          // Programs first, as with one app.
          if case .success(let json) = outcome.result {
            for app in json["apps"]?.array?.compactMap(\.string) ?? [] {
              bound.value.1.kill(AppID(app))
            }
          }
          bound.value.0(outcome.notices, outcome.owesCalls)
          reply.finish(outcome.result)
        }
      }
    }
    dispatcher.handle(AdminReinstateMethod.self) { [unowned self] params, _, reply in
      let body = RequestBody(AdminReinstateMethod.self, params)
      submit(for: reply) { core, now in try core.reinstate(params, body, now: now) }
    }
  }

  private func handleQuarantine(_ programs: Programs) {
    dispatcher.handle(AdminQuarantineMethod.self) { [unowned self] _, _, reply in
      core.submit(for: reply) { core, now in
        let result = try core.quarantine(now: now)
        return { reply.ok(result) }
      }
    }
    let bound = LoopBound(programs)
    dispatcher.handle(AdminReleaseMethod.self) { [unowned self] params, _, reply in
      let body = RequestBody(AdminReleaseMethod.self, params)
      core.submit(for: reply) { core, now in
        let outcome = try core.releaseQuarantine(params, body, now: now)
        return {
          if case .success(let json) = outcome.result {
            for version in json["released"]?.array?.compactMap(\.integer) ?? [] {
              bound.value.pardon(ReleaseKey(app: params.app, version: version))
            }
          }
          reply.finish(outcome.result)
        }
      }
    }
    // What crashes from now on is written down; what was written down is known again.
    programs.onState = { [unowned self] key, record, reason in
      let log = log
      core.submit { core, now in
        try core.note(Programs.state(key, record, reason: reason, now: now))
        return {}
      } failed: { refusal in
        log.error("program.state_lost", ["code": .string(refusal.code.name)])
      }
    }
  }

  private func handleWords(_ flow: CallFlow, _ programs: Programs) {
    read(ShopErrorsMethod.self) { core, person, params, _ in
      try core.shopErrors(person, params)
    }
    change(ShopRedeliverMethod.self) { try $0.redeliver($1, $2, $3, now: $4) }
    let bound = LoopBound((flow, programs))
    dispatcher.handle(ShopLogsMethod.self) { [unowned self] params, caller, reply in
      look(caller, params.app, reply) {
        ShopLogsMethod.Result(
          app: params.app, logs: bound.value.1.logs(params.app, version: params.version))
      }
    }
    dispatcher.handle(ShopCallsMethod.self) { [unowned self] params, caller, reply in
      look(caller, params.app, reply) {
        ShopCallsMethod.Result(
          app: params.app, calls: bound.value.0.recorder.list(params.app, now: .now))
      }
    }
  }

  /// Answers from the loop what somebody may see of an app's programs.
  private func look<M: Method>(
    _ caller: Caller, _ app: AppID, _ reply: Reply<M>, _ body: @escaping () -> M.Result
  ) {
    guard let person = caller.person else { return reply.refuse(Refusal(AuthError.personOnly)) }
    let bound = LoopBound(body)
    core.submit(for: reply) { core, _ in
      try core.checkInsight(try core.person(person, caller), app)
      return { reply.ok(bound.value()) }
    }
  }

  private func handleReplay(_ flow: CallFlow, _ programs: Programs) {
    dispatcher.handle(ShopReplayMethod.self) { [unowned self] params, caller, reply in
      guard let person = caller.person else { return reply.refuse(Refusal(AuthError.personOnly)) }
      let record = flow.recorder.find(params.app, params.call, now: .now)
      let bound = LoopBound((record, programs, metrics))
      let recorded = record?.ticket.release.key.version
      core.submit(for: reply) { core, _ in
        try core.checkInsight(try core.person(person, caller), params.app)
        guard let recorded else {
          throw Refusal(
            AppError.callUnknown,
            ["app": .string(params.app.text), "call": .string(params.call)])
        }
        let release = try core.releaseToRun(
          ReleaseKey(app: params.app, version: params.version ?? recorded))
        return {
          let (record, programs, metrics) = bound.value
          guard let record else { return reply.refuse(Refusal(AppError.callUnknown)) }
          metrics.noteReplay()
          programs.rehearse(record, on: release) { reply.finish($0.map(JSON.init(encoding:))) }
        }
      }
    }
  }

  private func handleMetrics(_ flow: CallFlow, _ programs: Programs) {
    let bound = LoopBound { [unowned self] (counts: Metrics.Snapshot) in
      metrics.text(snapshot(counts, flow, programs))
    }
    let counts = domain.counts
    dispatcher.handle(AdminMetricsMethod.self) { [unowned self] _, _, reply in
      core.submit(for: reply) { core, _ in
        var snapshot = Metrics.Snapshot()
        snapshot.counts = try counts(core)
        snapshot.deadEvents = Int64(try core.owedCount().dead)
        snapshot.transfers = core.transferCount
        let counted = snapshot
        return { reply.ok(AdminMetricsMethod.Result(text: bound.value(counted))) }
      }
    }
  }

  private func snapshot(
    _ counted: Metrics.Snapshot, _ flow: CallFlow, _ programs: Programs
  ) -> Metrics.Snapshot {
    var snapshot = counted
    snapshot.requests = clients.requestCount
    snapshot.connections = Int64(clients.count)
    snapshot.coreQueue = Int64(core.queuedCount)
    snapshot.unanswered = Int64(unansweredCount)
    snapshot.recordedCalls = Int64(flow.recorder.count)
    snapshot.residentBytes = Int64(ResidentMemory.kibibytes) << 10
    programs.count(into: &snapshot)
    return snapshot
  }
}
