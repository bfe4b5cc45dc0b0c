import JSONRPC

extension ProgramMachine {
  /// Everything waiting and running.
  var inFlightCount: Int {
    queue.count
      + processes.values.count {
        switch $0 {
        case .busy, .asking: true
        case .ending(let call, _, _): call != nil
        default: false
        }
      }
  }

  mutating func enqueue(
    _ waiting: Waiting, _ isContinuation: Bool, _ now: MonotonicTime
  ) -> [Action] {
    if ledger.isDisabled(waiting.signature) { return [.refuse(waiting.call, .disabled)] }
    guard inFlightCount < Self.inFlightLimit else { return [.refuse(waiting.call, .busy)] }
    switch condition {
    case .quarantined, .stopped:
      return [.refuse(waiting.call, .unavailable(retryAfterMilliseconds: nil))]
    case .resting(let until) where until - now > Self.restWaitMilliseconds && !hasLiveProcess:
      return [.refuse(waiting.call, .unavailable(retryAfterMilliseconds: until - now))]
    case .open, .resting: break
    }
    queue.insert(waiting, at: isContinuation ? 0 : queue.count)
    return []
  }

  /// Gives waiting calls to idle processes, and starts processes where they are missing.
  mutating func dispatch(_ now: MonotonicTime) -> [Action] {
    guard !queue.isEmpty else { return [] }
    var actions: [Action] = []
    // The process that was busy last goes first: the others may become idle and be stopped.
    let idle = processes.compactMap { process, state -> (Process, MonotonicTime)? in
      if case .idle(let since) = state { (process, since) } else { nil }
    }.sorted { $0.1 == $1.1 ? $0.0 < $1.0 : $0.1 > $1.1 }
    for (process, _) in idle where !queue.isEmpty {
      let next = queue.removeFirst()
      processes[process] = .busy(next.call, next.signature)
      actions.append(.send(next.call, process))
    }
    if wantsProcess(now) {
      lastProcess += 1
      processes[lastProcess] = .starting
      hasStarted = true
      actions.append(.start(lastProcess))
    }
    return actions
  }

  private func wantsProcess(_ now: MonotonicTime) -> Bool {
    guard condition == .open, let first = queue.first else { return false }
    var running = 0
    let count = processes.count - askingCount
    for state in processes.values {
      switch state {
      // One that comes up will take the first call; a second start can wait for it.
      case .starting: return false
      case .idle, .busy: running += 1
      case .asking, .overdue, .draining, .ending: break
      }
    }
    if running == 0 { return count < Self.processLimit }
    return count < Self.processLimit && now - first.since >= Self.stallMilliseconds
  }

  /// Processes that wait for people.
  var askingCount: Int {
    processes.values.count { if case .asking = $0 { true } else { false } }
  }

  /// The call that a process works on.
  func call(of process: Process) -> Call? {
    switch processes[process] {
    case .busy(let call, _), .asking(let call, _): call
    default: nil
    }
  }

  private var hasLiveProcess: Bool {
    processes.values.contains {
      switch $0 {
      case .idle, .busy: true
      default: false
      }
    }
  }

  mutating func answered(_ process: Process, _ now: MonotonicTime) {
    switch processes[process] {
    case .busy(_, let signature), .asking(_, let signature):
      ledger.clear(signature)
      consecutiveCrashes = 0
      processes[process] = .idle(since: now)
    case .overdue: processes[process] = .idle(since: now)
    default: break
    }
  }

  /// Kills a process; what it did is settled when it is gone.
  mutating func end(
    _ process: Process, _ failure: ProgramFailure, _ now: MonotonicTime
  ) -> [Action] {
    lastFailure = failure
    switch processes[process] {
    case .busy(let call, let signature), .asking(let call, let signature):
      processes[process] = .ending(call, signature, failure)
    case .overdue(let signature, _):
      processes[process] = .ending(nil, signature, failure)
    case .starting: return startFailed(process, failure, now)
    case .idle: processes[process] = .ending(nil, .outsideCalls, failure)
    // One that was asked to end closes its pipes: it is given its time.
    case .draining, .ending, nil: return []
    }
    return [.kill(process)]
  }

  mutating func exited(
    _ process: Process, _ isClean: Bool, _ now: MonotonicTime
  ) -> [Action] {
    guard let state = processes.removeValue(forKey: process) else { return [] }
    switch state {
    case .draining: return []
    case .busy(let call, let signature), .asking(let call, let signature):
      lastFailure = .crashed
      return [.refuse(call, .crashed)] + crashed(signature, now)
    case .overdue(let signature, _): return crashed(signature, now)
    case .idle: return isClean ? [] : crashed(.outsideCalls, now)
    case .starting: return crashed(.outsideCalls, now) + refuseQueueUnlessLive(.crashed)
    case .ending(let call, let signature, let failure):
      let refusal = call.map { [Action.refuse($0, failure)] } ?? []
      // Ending by itself while idle is every server's right (basic/transports/stdio).
      if call == nil, isClean, signature == .outsideCalls, failure == .crashed { return [] }
      return refusal + (signature.map { crashed($0, now) } ?? [])
    }
  }

  mutating func startFailed(
    _ process: Process, _ failure: ProgramFailure, _ now: MonotonicTime
  ) -> [Action] {
    guard processes[process] == .starting else { return [] }
    // Where a process exists it is killed; its exit then finds nothing more to settle.
    lastFailure = failure
    processes[process] = .ending(nil, nil, failure)
    return [.kill(process)] + crashed(.outsideCalls, now) + refuseQueueUnlessLive(failure)
  }

  private mutating func crashed(
    _ signature: CallSignature, _ now: MonotonicTime
  ) -> [Action] {
    crashCount += 1
    consecutiveCrashes += 1
    recordRevision += 1
    let isTooMuch = ledger.record(signature, now: now)
    guard condition != .stopped else { return [] }
    if isTooMuch {
      condition = .quarantined(since: now)
      return refuseQueue(.unavailable(retryAfterMilliseconds: nil))
        + drainAll(now)
    }
    let doublings = min(consecutiveCrashes - 1, 20)
    let rest = min(
      Self.restMilliseconds.upperBound, Self.restMilliseconds.lowerBound << doublings)
    condition = .resting(until: now + rest)
    // Whoever waits and has crashed it too often is told at once.
    let poisonous = queue.filter { ledger.isDisabled($0.signature) }
    queue.removeAll { ledger.isDisabled($0.signature) }
    var actions = poisonous.map { Action.refuse($0.call, .disabled) }
    if rest > Self.restWaitMilliseconds {
      actions += refuseQueueUnlessLive(.unavailable(retryAfterMilliseconds: rest))
    }
    return actions
  }

  mutating func expire(_ now: MonotonicTime) -> [Action] {
    var actions: [Action] = []
    for waiting in queue where waiting.expires <= now {
      actions.append(.refuse(waiting.call, .deadline))
    }
    queue.removeAll { $0.expires <= now }
    for (process, state) in processes.sorted(by: { $0.key < $1.key }) {
      switch state {
      case .idle(let since) where now - since >= Self.idleMilliseconds && queue.isEmpty:
        actions += drain(process, now)
      case .overdue(let signature, let killAt) where killAt <= now:
        processes[process] = .ending(nil, signature, .deadline)
        actions.append(.kill(process))
      case .draining(let killAt) where killAt <= now:
        processes[process] = .ending(nil, nil, .unavailable(retryAfterMilliseconds: nil))
        actions.append(.kill(process))
      default: break
      }
    }
    return actions
  }

  mutating func stop(_ now: MonotonicTime) -> [Action] {
    condition = .stopped
    return refuseQueue(.unavailable(retryAfterMilliseconds: nil)) + drainAll(now)
  }

  mutating func reopen() {
    condition = .open
    ledger = CrashLedger()
    consecutiveCrashes = 0
    lastFailure = nil
    recordRevision += 1
  }

  /// Ends everything at once; what was asked is refused, nothing counts as a crash.
  mutating func killAll() -> [Action] {
    let gone = ProgramFailure.unavailable(retryAfterMilliseconds: nil)
    var actions = refuseQueue(gone)
    for process in processes.keys.sorted() {
      switch processes[process] {
      case .busy(let call, _), .asking(let call, _): actions.append(.refuse(call, gone))
      case .ending(let call?, _, let failure): actions.append(.refuse(call, failure))
      case .ending(nil, _, _): continue
      case .starting, .idle, .overdue, .draining, nil: break
      }
      processes[process] = .ending(nil, nil, gone)
      actions.append(.kill(process))
    }
    return actions
  }

  /// Starts the first process where none is there or on its way.
  mutating func warm() -> [Action] {
    guard condition == .open, processes.isEmpty else { return [] }
    lastProcess += 1
    processes[lastProcess] = .starting
    hasStarted = true
    return [.start(lastProcess)]
  }

  private mutating func drainAll(_ now: MonotonicTime) -> [Action] {
    processes.keys.sorted().flatMap { drain($0, now) }
  }

  mutating func drain(_ process: Process, _ now: MonotonicTime) -> [Action] {
    switch processes[process] {
    case .starting:
      processes[process] = .ending(nil, nil, .unavailable(retryAfterMilliseconds: nil))
      return [.kill(process)]
    case .idle, .overdue:
      processes[process] = .draining(killAt: now + Self.drainMilliseconds)
      return [.closeInput(process)]
    case .busy(let call, _), .asking(let call, _):
      processes[process] = .draining(killAt: now + Self.drainMilliseconds)
      return [
        .refuse(call, .unavailable(retryAfterMilliseconds: nil)), .closeInput(process),
      ]
    case .draining, .ending, nil: return []
    }
  }

  private mutating func refuseQueue(_ failure: ProgramFailure) -> [Action] {
    defer { queue.removeAll() }
    return queue.map { .refuse($0.call, failure) }
  }

  private mutating func refuseQueueUnlessLive(_ failure: ProgramFailure) -> [Action] {
    hasLiveProcess ? [] : refuseQueue(failure)
  }
}
