/// Opens an app from search or a link.
package enum SessionOpenMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which app.
    package var app: AppID
    /// The route's code.
    package var route: String
    /// The route's parameters.
    package var params: JSONObject?

    /// What the caller sends.
    package init(key: String, app: AppID, route: String, params: JSONObject? = nil) {
      self.key = key
      self.app = app
      self.route = route
      self.params = params
    }
  }

  /// What the daemon answers.
  package typealias Result = PageReply

  package static let name = "session.open"
  package static let summary =
    "Opens an app from search or a link."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.session
  package static let example = MethodExample(
    params: [
      "key": "0123456789abcdef", "app": "kr.co.noodlehouse.table", "route": "table",
      "params": ["table": 3],
    ],
    result: [
      "session": "s_1x9q", "app": "kr.co.noodlehouse.table", "name": "국수집", "place": "table 3",
      "rev": 1, "people": 1, "page": ["title": "국수집", "body": []], "ended": false,
    ])
}
