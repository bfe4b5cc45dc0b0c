/// A text message as the sandbox's phones show it.
package struct PhoneMessage: Codable, Sendable, Hashable {
  /// Counts up over all phones.
  package var id: Int64
  /// The phone it reached.
  package var number: PhoneNumber
  /// When it came.
  package var at: Instant
  /// What it says.
  package var text: String
  /// The code in it, as a phone offers it to be filled in.
  package var code: String?

  /// A text message.
  package init(id: Int64, number: PhoneNumber, at: Instant, text: String, code: String? = nil) {
    self.id = id
    self.number = number
    self.at = at
    self.text = text
    self.code = code
  }
}
