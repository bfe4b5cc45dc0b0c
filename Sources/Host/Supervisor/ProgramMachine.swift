import JSONRPC

/// The life of one published app's program: when its processes start, what each does, when they
/// end; pure. Events go in, actions come out (protocol.md, "Limits and life of a process").
///
/// A process gets one call at a time, so a crash has one certain cause and a process that hangs
/// holds up nobody: after `stallMilliseconds` of waiting a further process is started.
struct ProgramMachine {
  typealias Call = Int
  typealias Process = Int

  /// The most calls waiting and running together (protocol.md).
  static let inFlightLimit = 64
  /// The most processes of one program at a time.
  static let processLimit = 4
  /// The most processes that wait for people to answer, beside those that work.
  static let askingLimit = 8
  /// How long a call waits for a busy process before another is started, in milliseconds.
  static let stallMilliseconds: Int64 = 20
  /// How long a process may do nothing before it is stopped, in milliseconds (protocol.md).
  static let idleMilliseconds: Int64 = 60_000
  /// How long a process may take to end once its stdin is closed, in milliseconds (protocol.md).
  static let drainMilliseconds: Int64 = 500
  /// How long after its deadline a call may still hold its process, in milliseconds.
  static let overdueMilliseconds: Int64 = 5000
  /// The first and the longest rest after a crash, in milliseconds (protocol.md).
  static let restMilliseconds: ClosedRange<Int64> = 100...30_000
  /// A call waits for a program that rests no longer than this, in milliseconds.
  static let restWaitMilliseconds: Int64 = 1000

  enum Event: Equatable {
    /// Somebody calls; `isContinuation` marks a later round of a call, which goes first.
    case call(Call, CallSignature, expires: MonotonicTime, isContinuation: Bool)
    /// The caller gave up.
    case cancelled(Call)
    /// A process has said what it is, and offers what was published.
    case started(Process)
    /// A process could not be started or is not what was published.
    case startFailed(Process, ProgramFailure)
    /// A process has answered its call, well or not.
    case answered(Process)
    /// The call of a process waits for its person.
    case asks(Process)
    /// It has its answer and works on.
    case resumes(Process)
    /// A process has used most of the processor time of its life; it is replaced when it idles.
    case worn(Process)
    /// The call of a process was given up at its deadline, or by its caller.
    case overdue(Process)
    /// A process said garbage, stood still or closed its pipes; it is to be killed.
    case broken(Process, ProgramFailure)
    /// A process is gone.
    case exited(Process, isClean: Bool)
    /// Time has passed.
    case timer
    /// Stop everything and start nothing any more.
    case stop
    /// An operator's word, or a new version, ends quarantine.
    case pardon
    /// The app is switched off: everything ends at once, and no crash is counted.
    case killAll
    /// A process that idles is stopped now: its memory is needed.
    case evict(Process)
    /// Somebody will call soon: have a process ready.
    case warm
  }

  enum Action: Equatable {
    case start(Process)
    case send(Call, Process)
    case refuse(Call, ProgramFailure)
    case closeInput(Process)
    case kill(Process)
  }

  /// What a process is doing.
  enum ProcessState: Equatable {
    case starting
    case idle(since: MonotonicTime)
    case busy(Call, CallSignature)
    /// It works on a call that waits for its person, for as long as people take.
    case asking(Call, CallSignature)
    case overdue(CallSignature, killAt: MonotonicTime)
    case draining(killAt: MonotonicTime)
    /// Killed; `call` still waits for the reason.
    case ending(Call?, CallSignature?, ProgramFailure)
  }

  /// Whether processes may be started.
  enum Condition: Equatable {
    case open
    case resting(until: MonotonicTime)
    case quarantined(since: MonotonicTime)
    case stopped
  }

  struct Waiting: Equatable {
    let call: Call
    let signature: CallSignature
    let since: MonotonicTime
    let expires: MonotonicTime
  }

  var condition = Condition.open
  var processes: [Process: ProcessState] = [:]
  var queue: [Waiting] = []
  var crashCount = 0
  var hasStarted = false
  var consecutiveCrashes = 0
  var ledger = CrashLedger()
  var lastProcess: Process = 0
  /// What ended a process last.
  var lastFailure: ProgramFailure?
  /// Grows with everything that must outlive the daemon.
  var recordRevision = 0

  /// A program that was never started, or as it was when the last daemon ended.
  init(_ record: ProgramRecord? = nil, now: MonotonicTime = .now) {
    guard let record else { return }
    ledger = CrashLedger(disabled: record.disabled)
    lastFailure = record.failure
    switch record.condition {
    case .open: break
    case .resting(let milliseconds):
      condition = .resting(until: now + min(milliseconds, Self.restMilliseconds.upperBound))
    case .quarantined: condition = .quarantined(since: now)
    }
  }

  /// What must outlive the daemon.
  func record(now: MonotonicTime) -> ProgramRecord {
    let told: ProgramRecord.Condition =
      switch condition {
      case .resting(let until) where until > now: .resting(milliseconds: until - now)
      case .quarantined: .quarantined
      case .open, .resting, .stopped: .open
      }
    return ProgramRecord(condition: told, disabled: ledger.disabled, failure: lastFailure)
  }

  /// What to do after an event.
  mutating func handle(_ event: Event, now: MonotonicTime) -> [Action] {
    var actions: [Action] = []
    if case .resting(let until) = condition, until <= now { condition = .open }
    switch event {
    case .call(let call, let signature, let expires, let isContinuation):
      let waiting = Waiting(call: call, signature: signature, since: now, expires: expires)
      actions += enqueue(waiting, isContinuation, now)
    case .cancelled(let call): queue.removeAll { $0.call == call }
    case .started(let process):
      if processes[process] == .starting { processes[process] = .idle(since: now) }
    case .startFailed(let process, let failure): actions += startFailed(process, failure, now)
    case .answered(let process): answered(process, now)
    case .asks(let process):
      if case .busy(let call, let signature) = processes[process] {
        processes[process] = .asking(call, signature)
      }
    case .resumes(let process):
      if case .asking(let call, let signature) = processes[process] {
        processes[process] = .busy(call, signature)
      }
    case .worn(let process):
      if case .idle = processes[process] { actions += drain(process, now) }
    case .overdue(let process):
      switch processes[process] {
      case .busy(_, let signature), .asking(_, let signature):
        processes[process] = .overdue(signature, killAt: now + Self.overdueMilliseconds)
      default: break
      }
    case .broken(let process, let failure): actions += end(process, failure, now)
    case .exited(let process, let isClean): actions += exited(process, isClean, now)
    case .timer: actions += expire(now)
    case .stop: actions += stop(now)
    case .pardon: if condition != .stopped { reopen() }
    case .killAll: actions += killAll()
    case .evict(let process):
      if case .idle = processes[process] { actions += drain(process, now) }
    case .warm: return actions + warm() + dispatch(now)
    }
    return actions + dispatch(now)
  }

  /// When `timer` is due next.
  func nextTimer(now: MonotonicTime) -> MonotonicTime? {
    var earliest: MonotonicTime?
    func note(_ time: MonotonicTime) { earliest = min(earliest ?? time, time) }
    for waiting in queue { note(waiting.expires) }
    for state in processes.values {
      switch state {
      case .idle(let since): note(since + Self.idleMilliseconds)
      case .overdue(_, let killAt), .draining(let killAt): note(killAt)
      case .starting, .busy, .asking, .ending: break
      }
    }
    if case .resting(let until) = condition { note(until) }
    if let first = queue.first, first.since + Self.stallMilliseconds > now {
      note(first.since + Self.stallMilliseconds)
    }
    return earliest
  }

  /// The word of the protocol for where this program stands.
  var lifeState: ProgramLifeState {
    switch condition {
    case .quarantined: return .quarantined
    case .resting where processes.isEmpty: return .crashed
    case .open, .resting, .stopped: break
    }
    var found: Set<ProgramLifeState> = []
    for state in processes.values {
      switch state {
      case .starting: found.insert(.starting)
      case .busy, .asking, .overdue: found.insert(.ready)
      case .idle: found.insert(.idle)
      case .draining, .ending: found.insert(.draining)
      }
    }
    return [.ready, .idle, .starting, .draining].first(where: found.contains)
      ?? (hasStarted || condition == .stopped ? .stopped : .installed)
  }
}

/// Where a program stands (protocol.md).
package enum ProgramLifeState: String, Sendable, Hashable, CaseIterable {
  /// Published, never started here.
  case installed
  /// Its first process is coming up.
  case starting
  /// It works on a call.
  case ready
  /// It runs and has nothing to do.
  case idle
  /// It was asked to end.
  case draining
  /// It ran and will run again with the next call.
  case stopped
  /// It crashed and rests before it is started again.
  case crashed
  /// It crashed in too many ways and waits for its next version or an operator's word.
  case quarantined
}
