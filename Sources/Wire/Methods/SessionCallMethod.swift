/// Calls a feature of the session's app.
package enum SessionCallMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable {
    /// Which session.
    package var session: SessionID
    /// Which feature.
    package var feature: String
    /// Its arguments.
    package var arguments: JSONObject?
    /// The revision of the page the person acted on.
    package var seenRev: Int64?
    /// The idempotency key; not needed for a feature that only reads.
    package var key: String?

    /// What the caller sends.
    package init(
      session: SessionID, feature: String, arguments: JSONObject? = nil, seenRev: Int64? = nil,
      key: String? = nil
    ) {
      self.session = session
      self.feature = feature
      self.arguments = arguments
      self.seenRev = seenRev
      self.key = key
    }
  }

  /// What the daemon answers.
  package typealias Result = PageReply

  package static let name = "session.call"
  package static let summary =
    "Calls a feature of the session's app."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.session
  package static let example = MethodExample(
    params: [
      "session": "s_1x9q", "feature": "cart.add", "arguments": ["item": "bibim"], "seenRev": 1,
      "key": "0123456789abcdef",
    ],
    result: [
      "session": "s_1x9q", "app": "kr.co.noodlehouse.table", "name": "국수집", "place": "table 3",
      "rev": 1, "people": 1, "page": ["title": "국수집", "body": []], "ended": false,
    ])
}
