/// Leaves a session; what the others see stays.
package enum SessionLeaveMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which.
    package var session: SessionID

    /// What the caller sends.
    package init(key: String, session: SessionID) {
      self.key = key
      self.session = session
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Whether the caller was in it.
    package var left: Bool

    /// What the daemon answers.
    package init(left: Bool) {
      self.left = left
    }
  }

  package static let name = "session.leave"
  package static let summary =
    "Leaves a session; what the others see stays."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "session": "s_1x9q"],
    result: ["left": true])
}
