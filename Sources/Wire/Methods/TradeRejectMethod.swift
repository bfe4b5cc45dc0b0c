/// Rejects what arrived; the money stays until the seller answers.
package enum TradeRejectMethod: Method {
  /// What the caller sends.
  package typealias Params = DealReasonParams

  /// What the daemon answers.
  package typealias Result = DealReply

  package static let name = "trade.reject"
  package static let summary =
    "Rejects what arrived; the money stays until the seller answers."
  package static let access = MethodAccess.person(.account)
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "deal": "d_7k2m", "reason": "broken"],
    result: [
      "deal": [
        "deal": "d_7k2m", "item": "i_3n8p", "title": "자전거", "quantity": 1,
        "price": ["amount": 80000, "currency": "KRW"], "fee": 800, "buyer": "p_9w2c",
        "seller": "p_4t8v", "role": "buyer", "status": "rejected",
        "purse": ["escrow": 80000, "seller": 0, "buyer": 0, "fee": 0], "turn": "seller",
        "automatic": ["status": "disputed", "at": 1_763_680_900_000],
        "sentences": ["안전거래 계좌에 있습니다.", "판매자가 보낼 차례입니다.", "72시간 안에 보내지 않으면 환불됩니다."],
        "deliveries": [], "actions": ["dispute"], "provider": "sandbox-step",
        "merchantOrder": "mo_5r1x", "fence": 1, "created": 1_763_680_000_000,
      ]
    ])
}
