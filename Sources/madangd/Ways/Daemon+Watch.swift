import JSONRPC
import Platform
import Wire

/// Watching a session: whoever is slow gets the newest state, never a queue of old ones.
extension Daemon where Core == Platform {
  /// The longest watch, in milliseconds.
  static var watchMilliseconds: Int64 { 25_000 }

  /// Registers `session.watch`: answered at once where the session is newer, else when it is.
  func handleWatch() {
    dispatcher.handle(SessionWatchMethod.self) { [unowned self] params, caller, reply in
      guard let person = caller.person else { return reply.refuse(Refusal(AuthError.personOnly)) }
      let limit = Self.watchMilliseconds
      let timeout = params.timeoutMs ?? limit
      guard (0...limit).contains(timeout) else {
        return reply.refuse(.invalid(pointer: "/timeoutMs", reason: "must be 0 to \(limit)"))
      }
      let bound = LoopBound(self)
      core.submit(for: reply) { core, _ in
        let view = try core.sessionWatch(try core.person(person, caller), params.session)
        return {
          let isKnown =
            view.rev <= params.rev && view.people == params.people ?? view.people && !view.ended
          guard isKnown else { return reply.ok(view) }
          let daemon = bound.value
          let waits = daemon.sessionWaits.wait(
            for: params.session, person: person, milliseconds: timeout
          ) { daemon.showSession(params.session, to: person, caller, reply) }
          if !waits { reply.refuse(.busy(retryAfterMilliseconds: CodeWaits.retry)) }
        }
      }
    }
  }

  private func showSession(
    _ session: SessionID, to person: PersonID, _ caller: Caller,
    _ reply: Reply<SessionWatchMethod>
  ) {
    core.submit(for: reply) { core, _ in
      let view = try core.sessionWatch(try core.person(person, caller), session)
      return { reply.ok(view) }
    }
  }
}
