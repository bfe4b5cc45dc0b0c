/// What happened to the processes of programs since the daemon started.
package struct ProgramCounters: Equatable, Sendable {
  /// Processes started.
  package var starts: Int64 = 0
  /// Processes ended with SIGKILL by us.
  package var kills: Int64 = 0
  /// Answers that came after their deadline.
  package var lateAnswers: Int64 = 0
  /// Processes stopped because memory was short.
  package var evictions: Int64 = 0

  /// Nothing yet.
  package init() {}

  mutating func add(_ other: ProgramCounters) {
    starts += other.starts
    kills += other.kills
    lateAnswers += other.lateAnswers
    evictions += other.evictions
  }
}
