import Wire

/// What a durable timer does: a type in a file of its own and a line in ``ScheduledJobList``.
///
/// A firing plans, reading only; its plan is applied together with the timer's own row, so that a
/// due time is either done and gone or not done and still there, whenever the process ends.
protocol ScheduledJob: Sendable {
  /// The name in the file; it never changes once a timer was stored.
  static var name: String { get }
  /// When the job recurs by itself; nil for a job whose timers are set by commands.
  static var recurrence: Recurrence? { get }
  /// Plans what is due. A refusal that is thrown counts as a failure and is tried again later.
  static func fire(_ firing: Firing, in platform: Platform, _ plan: inout Plan) throws
    -> AfterFiring
}

extension ScheduledJob {
  static var recurrence: Recurrence? { nil }
}

/// One due time of one timer.
struct Firing: Hashable {
  /// What it is about.
  let subject: String
  /// The due time it is for, however late it is now.
  let slot: Instant
  /// The present.
  let now: Instant
  /// How often this due time failed before.
  let tries: Int64
}

/// What becomes of a timer after it fired.
enum AfterFiring: Hashable {
  /// This due time is done: a recurring timer goes on to the next, another one is gone.
  case done
  /// The timer fires anew at an instant: a new due time.
  case again(at: Instant)
  /// The plan itself sets the timer anew or takes it away.
  case handled
}

/// Every job there is: one line each.
enum ScheduledJobList {
  static let all: [any ScheduledJob.Type] = [
    SettlementTimer.self,
    MandateProposalTimer.self,
    MandateRetryTimer.self,
    PostTimer.self,
    ProposalTimer.self,
  ]
}
