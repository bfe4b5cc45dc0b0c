import Glibc
import Loop
import Wire

extension Daemon {
  /// Registers the methods of the operator that concern the frame.
  func handleAdministration() {
    dispatcher.handle(AdminStopMethod.self) { [unowned self] _, _, reply in
      reply.ok(AdminStopMethod.Result(stopping: true))
      beginDrain(reason: "admin.stop")
    }
    dispatcher.handle(AdminClockMethod.self) { [unowned self] params, _, reply in
      guard let milliseconds = DurationText.milliseconds(params.advance) else {
        return reply.refuse(
          .invalid(pointer: "/advance", reason: "is no ISO 8601 duration such as PT15M"))
      }
      agenda.advance(milliseconds: milliseconds) { result in
        switch result {
        case .success(let now): reply.ok(AdminClockMethod.Result(now: now))
        case .failure(let refusal): reply.refuse(refusal)
        }
      }
    }
    dispatcher.handle(AdminStatusMethod.self) { [unowned self] _, _, reply in
      let frame = frameStatus()
      let counts = domain.counts
      core.submit(for: reply) { core, now in
        var status = frame
        let counted = try counts(core)
        status.now = now
        (status.apps, status.sessions) = (counted.apps, counted.sessions)
        (status.outbox, status.people) = (counted.outbox, counted.people)
        status.commits = counted.commits
        let told = status
        return { reply.ok(told) }
      }
    }
  }

  /// The agenda over this daemon's core.
  func makeAgenda() -> Agenda {
    let hooks = Agenda.Hooks(
      nextDue: { [unowned self] done in
        let done = LoopBound(done)
        let nextDue = domain.nextDue
        core.submit(
          run: { core, _ in
            let due = try nextDue(core)
            return { done.value(.success(due)) }
          }, failed: { done.value(.failure($0)) })
      },
      runDue: { [unowned self] in runDue($0, $1) },
      settle: { [unowned self] in settle($0) },
      store: { [unowned self] done in
        let done = LoopBound(done)
        core.submit(
          run: { core, now in
            try core.willCommit(now: now)
            return { done.value(nil) }
          }, failed: { done.value($0) })
      })
    return Agenda(loop, clock, hooks: hooks)
  }

  private func frameStatus() -> DaemonStatus {
    let programs = programs()
    return DaemonStatus(
      daemon: home.daemonID, pid: Int(getpid()), protocol: Hello.protocolVersion,
      version: DaemonSetting.version, now: clock.now, virtualClock: setting.hasVirtualClock,
      apps: 0, sessions: 0, outbox: 0, processes: programs.processes, people: 0,
      sandbox: programs.sandbox, rssKiB: ResidentMemory.kibibytes,
      requests: clients.requestCount, layers: programs.layers)
  }
}
