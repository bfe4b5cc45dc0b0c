/// Opens a deal: the item is reserved for its buyer until it expires.
package enum TradeOpenMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// What to buy.
    package var item: ItemID
    /// How many; 1 where missing.
    package var quantity: Int64?

    /// What the caller sends.
    package init(key: String, item: ItemID, quantity: Int64? = nil) {
      self.key = key
      self.item = item
      self.quantity = quantity
    }
  }

  /// What the daemon answers.
  package typealias Result = DealReply

  package static let name = "trade.open"
  package static let summary =
    "Opens a deal: the item is reserved for its buyer until it expires."
  package static let access = MethodAccess.person(.account)
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "item": "i_3n8p"],
    result: [
      "deal": [
        "deal": "d_7k2m", "item": "i_3n8p", "title": "자전거", "quantity": 1,
        "price": ["amount": 80000, "currency": "KRW"], "fee": 800, "buyer": "p_9w2c",
        "seller": "p_4t8v", "role": "buyer", "status": "created",
        "purse": ["escrow": 0, "seller": 0, "buyer": 0, "fee": 0], "turn": "buyer",
        "automatic": ["status": "expired", "at": 1_763_680_900_000],
        "sentences": ["아직 결제하지 않았습니다.", "구매자가 결제할 차례입니다.", "15분 안에 결제하지 않으면 끝납니다."],
        "deliveries": [], "actions": ["fund", "cancel"], "provider": "sandbox-step",
        "merchantOrder": "mo_5r1x", "fence": 1, "created": 1_763_680_000_000,
      ]
    ])
}
