/// Sends a code of six digits to a phone, to prove that the caller holds it.
package enum IdentitySendCodeMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// The number as it is written in Korea: `010-1234-5678`.
    package var phone: String

    /// What the caller sends.
    package init(key: String, phone: String) {
      self.key = key
      self.phone = phone
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The number with its middle hidden.
    package var phone: String
    /// Until when the code is taken.
    package var expires: Instant
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(phone: String, expires: Instant, replayed: Bool? = nil) {
      self.phone = phone
      self.expires = expires
      self.replayed = replayed
    }
  }

  package static let name = "identity.sendCode"
  package static let summary =
    "Sends a code of six digits to a phone, to prove that the caller holds it."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "phone": "010-1234-5678"],
    result: ["phone": "010-****-5678", "expires": 1_763_680_180_000])
}
