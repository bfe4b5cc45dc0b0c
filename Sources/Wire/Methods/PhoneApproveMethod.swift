/// Approves a payment in the card's own app, on the sandbox phone that is on file for the card.
package enum PhoneApproveMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which: as the message on the phone and `funding.list` name it.
    package var payment: String

    /// What the caller sends.
    package init(key: String, payment: String) {
      self.key = key
      self.payment = payment
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// What is approved.
    package var payment: String
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(payment: String, replayed: Bool? = nil) {
      self.payment = payment
      self.replayed = replayed
    }
  }

  package static let name = "phone.approve"
  package static let summary =
    "Approves a payment in the card's own app, on the sandbox phone that is on file for the card."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "payment": "x_4t8v"],
    result: ["payment": "x_4t8v"])
}
