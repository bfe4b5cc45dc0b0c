/// Issues printed codes anew; older prints of these places are refused from now on.
package enum ShopReissueMethod: Method {
  /// What the caller sends.
  package typealias Params = PlaceCodesParams

  /// What the daemon answers.
  package typealias Result = PlaceCodesReply

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
