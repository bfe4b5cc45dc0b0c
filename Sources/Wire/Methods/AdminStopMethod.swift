/// Stops the daemon after everything under way is done.
package enum AdminStopMethod: Method {
  /// What the caller sends.
  package typealias Params = NoParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Always true.
    package var stopping: Bool

    /// What the daemon answers.
    package init(stopping: Bool) {
      self.stopping = stopping
    }
  }

  package static let name = "admin.stop"
  package static let summary =
    "Stops the daemon after everything under way is done."
  package static let access = MethodAccess.operatorOnly
  package static let lane = MethodLane.connection
  package static let example = MethodExample(
    params: [:],
    result: ["stopping": true])
}
