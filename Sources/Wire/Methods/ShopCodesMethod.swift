/// Lists the payloads of an app's printed codes.
package enum ShopCodesMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable {
    /// Which app.
    package var app: AppID
    /// Only this route's.
    package var route: String?

    /// What the caller sends.
    package init(app: AppID, route: String? = nil) {
      self.app = app
      self.route = route
    }
  }

  /// What the daemon answers.
  package typealias Result = PlaceCodesReply

  package static let name = "shop.codes"
  package static let summary =
    "Lists the payloads of an app's printed codes."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["app": "kr.co.noodlehouse.table"],
    result: ["codes": [["route": "table", "place": "3", "payload": "MD:T/ABC123/3/1XXXXXXXX"]]])
}
