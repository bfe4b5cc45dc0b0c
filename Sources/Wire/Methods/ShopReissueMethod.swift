/// Issues printed codes anew; older prints of these places are refused from now on.
package enum ShopReissueMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which app.
    package var app: AppID
    /// Which route.
    package var route: String
    /// Only this place, or this product; every place of the route where missing.
    package var place: String?

    /// What the caller sends.
    package init(key: String, app: AppID, route: String, place: String? = nil) {
      self.key = key
      self.app = app
      self.route = route
      self.place = place
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The new codes.
    package var codes: [PlaceCode]

    /// What the daemon answers.
    package init(codes: [PlaceCode]) {
      self.codes = codes
    }
  }

  package static let name = "shop.reissue"
  package static let summary =
    "Issues printed codes anew; older prints of these places are refused from now on."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [
      "key": "0123456789abcdef", "app": "kr.co.noodlehouse.table", "route": "table", "place": "3",
    ],
    result: ["codes": [["route": "table", "place": "3", "payload": "MD:T/ABC123/3/1XXXXXXXX"]]])
}
