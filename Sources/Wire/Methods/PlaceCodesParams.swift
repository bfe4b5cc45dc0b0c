/// What methods take about printed codes of an app.
package struct PlaceCodesParams: Codable, Sendable, Hashable, Keyed {
  /// The idempotency key.
  package var key: String
  /// Which app.
  package var app: AppID
  /// Which route.
  package var route: String
  /// Only this place, or this product; every place of the route where missing.
  package var place: String?

  /// The parameters.
  package init(key: String, app: AppID, route: String, place: String? = nil) {
    self.key = key
    self.app = app
    self.route = route
    self.place = place
  }
}
