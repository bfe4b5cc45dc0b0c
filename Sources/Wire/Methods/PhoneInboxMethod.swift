/// Shows the text messages of a sandbox phone.
package enum PhoneInboxMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable {
    /// Whose messages: for the operator only; a person sees their own phones.
    package var number: PhoneNumber?
    /// At most this many, 1–100; 20 where missing.
    package var limit: Int?

    /// What the caller sends.
    package init(number: PhoneNumber? = nil, limit: Int? = nil) {
      self.number = number
      self.limit = limit
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The messages, newest first.
    package var messages: [PhoneMessage]

    /// What the daemon answers.
    package init(messages: [PhoneMessage]) {
      self.messages = messages
    }
  }

  package static let name = "phone.inbox"
  package static let summary =
    "Shows the text messages of a sandbox phone: one's own, or to the operator anybody's."
  package static let access = MethodAccess.personOrOperator
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["number": "01012345678"],
    result: [
      "messages": [
        [
          "id": 1, "number": "01012345678", "at": 1_763_680_000_000,
          "text": "[Madang] 123456 is your code to link a card. Never tell it to anybody.",
          "code": "123456",
        ]
      ]
    ])
}
