/// Begins to link a card or bank account: sends a code to the phone that is on file for it.
package enum FundingLinkMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// What it is.
    package var kind: FundingSource.Kind
    /// The number of the card or account; stored nowhere.
    package var sourceNumber: String
    /// The phone on file for it.
    package var phone: PhoneNumber

    /// What the caller sends.
    package init(key: String, kind: FundingSource.Kind, sourceNumber: String, phone: PhoneNumber) {
      self.key = key
      self.kind = kind
      self.sourceNumber = sourceNumber
      self.phone = phone
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// What the code answers.
    package var challenge: String
    /// Where the code went, its middle hidden.
    package var phone: String
    /// Until when the code is good.
    package var expires: Instant
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(challenge: String, phone: String, expires: Instant, replayed: Bool? = nil) {
      self.challenge = challenge
      self.phone = phone
      self.expires = expires
      self.replayed = replayed
    }
  }

  package static let name = "funding.link"
  package static let summary =
    "Begins to link a card or bank account: sends a code to the phone that is on file for it."
  package static let access = MethodAccess.person(.registered)
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [
      "key": "0123456789abcdef", "kind": "card", "sourceNumber": "9410123456780009",
      "phone": "01012345678",
    ],
    result: ["challenge": "v_4t8v", "phone": "010-****-5678", "expires": 1_763_680_180_000])
}
