/// Begins a batch for a period; one that ran does nothing again but what failed.
package enum AdminRunBatchMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which: `settlement`.
    package var job: String
    /// What for: a day such as `2025-11-20`.
    package var period: String

    /// What the caller sends.
    package init(key: String, job: String, period: String) {
      self.key = key
      self.job = job
      self.period = period
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The run's number.
    package var run: Int64
    /// Whether it was begun now.
    package var isNew: Bool
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(run: Int64, isNew: Bool, replayed: Bool? = nil) {
      self.run = run
      self.isNew = isNew
      self.replayed = replayed
    }
  }

  package static let name = "admin.runBatch"
  package static let summary =
    "Begins a batch for a period; one that ran does nothing again but what failed."
  package static let access = MethodAccess.operatorOnly
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "job": "settlement", "period": "2025-11-20"],
    result: ["run": 3, "isNew": true])
}
