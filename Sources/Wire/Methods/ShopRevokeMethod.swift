/// Refuses every print of a place until it is issued anew.
package enum ShopRevokeMethod: Method {
  /// What the caller sends.
  package typealias Params = PlaceCodesParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// How many places.
    package var revoked: Int

    /// What the daemon answers.
    package init(revoked: Int) {
      self.revoked = revoked
    }
  }

  package static let name = "shop.revoke"
  package static let summary =
    "Refuses every print of a place until it is issued anew."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [
      "key": "0123456789abcdef", "app": "kr.co.noodlehouse.table", "route": "table", "place": "3",
    ],
    result: ["revoked": 1])
}
