/// Registers a parcel, or corrects the registration of one: the last writer wins.
package enum TradeShipMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which.
    package var deal: DealID
    /// Who carries it, 1–40 characters.
    package var carrier: String
    /// The carrier's number, 1–40 characters; missing where it is not tracked.
    package var tracking: String?
    /// The parcel whose registration is corrected; a new parcel where missing.
    package var delivery: Int64?

    /// What the caller sends.
    package init(
      key: String, deal: DealID, carrier: String, tracking: String? = nil, delivery: Int64? = nil
    ) {
      self.key = key
      self.deal = deal
      self.carrier = carrier
      self.tracking = tracking
      self.delivery = delivery
    }
  }

  /// What the daemon answers.
  package typealias Result = DealReply

  package static let name = "trade.ship"
  package static let summary =
    "Registers a parcel, or corrects the registration of one: the last writer wins."
  package static let access = MethodAccess.person(.account)
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [
      "key": "0123456789abcdef", "deal": "d_7k2m", "carrier": "우체국", "tracking": "6892100000123",
    ],
    result: [
      "deal": [
        "deal": "d_7k2m", "item": "i_3n8p", "title": "자전거", "quantity": 1,
        "price": ["amount": 80000, "currency": "KRW"], "fee": 800, "buyer": "p_9w2c",
        "seller": "p_4t8v", "role": "seller", "status": "shipping",
        "purse": ["escrow": 80000, "seller": 0, "buyer": 0, "fee": 0], "turn": "carrier",
        "automatic": ["status": "disputed", "at": 1_763_680_900_000],
        "sentences": ["안전거래 계좌에 있습니다.", "판매자가 보낼 차례입니다.", "72시간 안에 보내지 않으면 환불됩니다."],
        "deliveries": [], "actions": ["ship"], "provider": "sandbox-step",
        "merchantOrder": "mo_5r1x", "fence": 1, "created": 1_763_680_000_000,
      ]
    ])
}
