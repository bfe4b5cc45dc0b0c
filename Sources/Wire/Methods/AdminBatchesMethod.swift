/// Lists the runs of batches, newest first, and the timers that wait.
package enum AdminBatchesMethod: Method {
  /// What the caller sends.
  package typealias Params = ListParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The runs.
    package var runs: [BatchReport]
    /// Timers of the platform that wait.
    package var timers: Int64
    /// Timers that were given up after too many failures.
    package var deadTimers: Int64
    /// When the next one is due.
    package var nextTimer: Instant?

    /// What the daemon answers.
    package init(runs: [BatchReport], timers: Int64, deadTimers: Int64, nextTimer: Instant? = nil) {
      self.runs = runs
      self.timers = timers
      self.deadTimers = deadTimers
      self.nextTimer = nextTimer
    }
  }

  package static let name = "admin.batches"
  package static let summary =
    "Lists the runs of batches, newest first, and the timers that wait."
  package static let access = MethodAccess.operatorOnly
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: [
      "runs": [
        [
          "run": 3, "job": "settlement", "period": "2025-11-20", "status": "done",
          "started": 1_763_651_100_000, "ended": 1_763_651_100_000, "done": 41, "skipped": 7,
          "failed": 0, "groups": 16, "partitions": [], "failures": [],
        ]
      ], "timers": 2, "deadTimers": 0, "nextTimer": 1_763_737_500_000,
    ])
}
