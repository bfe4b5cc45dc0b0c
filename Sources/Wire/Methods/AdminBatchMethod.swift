/// Shows one run of a batch with its partitions and failures.
package enum AdminBatchMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable {
    /// Which.
    package var run: Int64

    /// What the caller sends.
    package init(run: Int64) {
      self.run = run
    }
  }

  /// What the daemon answers.
  package typealias Result = BatchReport

  package static let name = "admin.batch"
  package static let summary =
    "Shows one run of a batch with its partitions and failures."
  package static let access = MethodAccess.operatorOnly
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["run": 3],
    result: [
      "run": 3, "job": "settlement", "period": "2025-11-20", "status": "done",
      "started": 1_763_651_100_000, "ended": 1_763_651_100_000, "done": 41, "skipped": 7,
      "failed": 0, "groups": 16,
      "partitions": [
        ["number": 0, "isDone": true, "checkpoint": 17, "done": 41, "skipped": 7, "failed": 0]
      ], "failures": [],
    ])
}
