/// Links a card or bank account with the code that was sent.
package enum FundingConfirmMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// What `funding.link` answered.
    package var challenge: String
    /// The six digits.
    package var code: String

    /// What the caller sends.
    package init(key: String, challenge: String, code: String) {
      self.key = key
      self.challenge = challenge
      self.code = code
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// What is linked now.
    package var source: FundingSource
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(source: FundingSource, replayed: Bool? = nil) {
      self.source = source
      self.replayed = replayed
    }
  }

  package static let name = "funding.confirm"
  package static let summary =
    "Links a card or bank account with the code that was sent."
  package static let access = MethodAccess.person(.registered)
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "challenge": "v_4t8v", "code": "123456"],
    result: [
      "source": [
        "source": "f_8s4k", "kind": "card", "last4": "0007", "phone": "010-****-5678",
        "linked": 1_763_680_000_000,
      ]
    ])
}
