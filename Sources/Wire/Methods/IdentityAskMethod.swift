/// Answers an embedded provider's questions; what it asserts is taken at once.
package enum IdentityAskMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which verification.
    package var verification: VerificationID
    /// What the person answered, by what the provider asks.
    package var answers: [String: String]

    /// What the caller sends.
    package init(key: String, verification: VerificationID, answers: [String: String]) {
      self.key = key
      self.verification = verification
      self.answers = answers
    }
  }

  /// What it came to.
  package typealias Result = IdentityConfirmMethod.Result

  package static let name = "identity.ask"
  package static let summary =
    "Answers an embedded provider's questions; what it asserts is taken at once."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [
      "key": "0123456789abcdef", "verification": "v_8k2m",
      "answers": ["name": "김민아", "birth": "1994-03-02"],
    ],
    result: ["outcome": "verified", "person": "p_4t8v", "tier": "account"])
}
