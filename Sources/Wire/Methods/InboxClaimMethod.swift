/// Takes messages to show here: each goes to one device only, its delivery receipt.
package enum InboxClaimMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which messages; where missing, the oldest that no device has taken.
    package var messages: [MessageID]?

    /// What the caller sends.
    package init(key: String, messages: [MessageID]? = nil) {
      self.key = key
      self.messages = messages
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The messages that are this device's to show, oldest first.
    package var show: [InboxMessage]
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(show: [InboxMessage], replayed: Bool? = nil) {
      self.show = show
      self.replayed = replayed
    }
  }

  package static let name = "inbox.claim"
  package static let summary =
    "Takes messages to show here: each goes to one device only, its delivery receipt."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "messages": ["m_1"]],
    result: ["show": []])
}
