/// A printed code of a place.
package struct PlaceCode: Codable, Sendable, Hashable {
  /// The route it opens.
  package var route: String
  /// The value of the route's parameter; empty where it has none.
  package var place: String
  /// The text of the code.
  package var payload: String

  /// A printed code of a place.
  package init(route: String, place: String, payload: String) {
    self.route = route
    self.place = place
    self.payload = payload
  }
}
