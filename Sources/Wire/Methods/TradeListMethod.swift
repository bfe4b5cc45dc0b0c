/// Lists the caller's deals, newest first.
package enum TradeListMethod: Method {
  /// What the caller sends.
  package typealias Params = ListParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The deals.
    package var deals: [DealView]

    /// What the daemon answers.
    package init(deals: [DealView]) {
      self.deals = deals
    }
  }

  package static let name = "trade.list"
  package static let summary =
    "Lists the caller's deals, newest first."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: [
      "deals": [
        [
          "deal": "d_7k2m", "item": "i_3n8p", "title": "자전거", "quantity": 1,
          "price": ["amount": 80000, "currency": "KRW"], "fee": 800, "buyer": "p_9w2c",
          "seller": "p_4t8v", "role": "buyer", "status": "created",
          "purse": ["escrow": 0, "seller": 0, "buyer": 0, "fee": 0], "turn": "buyer",
          "automatic": ["status": "expired", "at": 1_763_680_900_000],
          "sentences": ["아직 결제하지 않았습니다.", "구매자가 결제할 차례입니다.", "15분 안에 결제하지 않으면 끝납니다."],
          "deliveries": [], "actions": ["fund", "cancel"], "provider": "sandbox-step",
          "merchantOrder": "mo_5r1x", "fence": 1, "created": 1_763_680_000_000,
        ]
      ]
    ])
}
