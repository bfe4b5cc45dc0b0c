/// Takes a provider's signed assertion: a name, an account elsewhere, the way back.
package enum IdentityConfirmMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which verification.
    package var verification: VerificationID
    /// The text that the provider signed.
    package var assertion: String
    /// Its Ed25519 signature in hexadecimal.
    package var signature: String

    /// What the caller sends.
    package init(key: String, verification: VerificationID, assertion: String, signature: String) {
      self.key = key
      self.verification = verification
      self.assertion = assertion
      self.signature = signature
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// What it came to.
    package var outcome: IdentityOutcome
    /// Who the caller is from now on: another person after a recovery.
    package var person: PersonID
    /// What they may do now.
    package var tier: Tier
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(outcome: IdentityOutcome, person: PersonID, tier: Tier, replayed: Bool? = nil) {
      self.outcome = outcome
      self.person = person
      self.tier = tier
      self.replayed = replayed
    }
  }

  package static let name = "identity.confirm"
  package static let summary =
    "Takes a provider's signed assertion: a name, an account elsewhere, the way back."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [
      "key": "0123456789abcdef", "verification": "v_8k2m", "assertion": "{\"v\":1}",
      "signature": "00",
    ],
    result: ["outcome": "verified", "person": "p_4t8v", "tier": "account"])
}
