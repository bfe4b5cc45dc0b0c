/// Lists the caller's messages, newest first.
package enum InboxListMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable {
    /// At most this many, 1–100; 20 where missing.
    package var limit: Int?
    /// Only messages with a greater number.
    package var after: Int64?

    /// What the caller sends.
    package init(limit: Int? = nil, after: Int64? = nil) {
      self.limit = limit
      self.after = after
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The messages.
    package var messages: [InboxMessage]
    /// How many were not listed before.
    package var unread: Int

    /// What the daemon answers.
    package init(messages: [InboxMessage], unread: Int) {
      self.messages = messages
      self.unread = unread
    }
  }

  package static let name = "inbox.list"
  package static let summary =
    "Lists the caller's messages, newest first."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: [
      "messages": [
        [
          "message": "m_1", "number": 1, "at": 1_763_680_000_000, "app": "kr.co.noodlehouse.table",
          "from": "국수집", "template": "order.ready", "text": "준비되었습니다", "unread": true,
        ]
      ], "unread": 1,
    ])
}
