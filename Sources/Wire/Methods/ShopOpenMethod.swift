/// Opens a staff feature of an app.
package enum ShopOpenMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which app.
    package var app: AppID
    /// A feature of visibility staff.
    package var feature: String

    /// What the caller sends.
    package init(key: String, app: AppID, feature: String) {
      self.key = key
      self.app = app
      self.feature = feature
    }
  }

  /// What the daemon answers.
  package typealias Result = PageReply

  package static let name = "shop.open"
  package static let summary =
    "Opens a staff feature of an app."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.session
  package static let example = MethodExample(
    params: [
      "key": "0123456789abcdef", "app": "kr.co.noodlehouse.table", "feature": "kitchen.board",
    ],
    result: [
      "session": "s_1x9q", "app": "kr.co.noodlehouse.table", "name": "국수집", "place": "table 3",
      "rev": 1, "people": 1, "page": ["title": "국수집", "body": []], "ended": false,
    ])
}
