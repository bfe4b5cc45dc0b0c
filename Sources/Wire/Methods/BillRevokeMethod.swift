/// Takes a payment token back: the sheet it was made for is closed.
package enum BillRevokeMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which.
    package var jti: String

    /// What the caller sends.
    package init(key: String, jti: String) {
      self.key = key
      self.jti = jti
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// What is not good any more.
    package var jti: String
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(jti: String, replayed: Bool? = nil) {
      self.jti = jti
      self.replayed = replayed
    }
  }

  package static let name = "bill.revoke"
  package static let summary =
    "Takes a payment token back: the sheet it was made for is closed."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "jti": "j_0123"],
    result: ["jti": "j_0123"])
}
