/// Tells the daemon's metrics as Prometheus reads them.
package enum AdminMetricsMethod: Method {
  /// What the caller sends.
  package typealias Params = NoParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Prometheus text exposition format 0.0.4.
    package var text: String

    /// What the daemon answers.
    package init(text: String) {
      self.text = text
    }
  }

  package static let name = "admin.metrics"
  package static let summary =
    "Tells the daemon's metrics as Prometheus reads them."
  package static let access = MethodAccess.operatorOnly
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: ["text": "# TYPE madang_commits_total counter\nmadang_commits_total 7\n"])
}
