/// Takes the code that came by SMS: the phone is the caller's from now on.
package enum IdentityConfirmCodeMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Six digits.
    package var code: String

    /// What the caller sends.
    package init(key: String, code: String) {
      self.key = key
      self.code = code
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// `verified`, or `recovery` where the phone belongs to an account with a name.
    package var outcome: IdentityOutcome
    /// What the caller may do now.
    package var tier: Tier
    /// The number with its middle hidden.
    package var phone: String
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(outcome: IdentityOutcome, tier: Tier, phone: String, replayed: Bool? = nil) {
      self.outcome = outcome
      self.tier = tier
      self.phone = phone
      self.replayed = replayed
    }
  }

  package static let name = "identity.confirmCode"
  package static let summary =
    "Takes the code that came by SMS: the phone is the caller's from now on."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "code": "482913"],
    result: ["outcome": "verified", "tier": "registered", "phone": "010-****-5678"])
}
