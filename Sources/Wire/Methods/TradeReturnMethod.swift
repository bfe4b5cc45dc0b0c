/// Agrees that a rejected item comes back.
package enum TradeReturnMethod: Method {
  /// What the caller sends.
  package typealias Params = DealParams

  /// What the daemon answers.
  package typealias Result = DealReply

  package static let name = "trade.return"
  package static let summary =
    "Agrees that a rejected item comes back."
  package static let access = MethodAccess.person(.account)
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "deal": "d_7k2m"],
    result: [
      "deal": [
        "deal": "d_7k2m", "item": "i_3n8p", "title": "자전거", "quantity": 1,
        "price": ["amount": 80000, "currency": "KRW"], "fee": 800, "buyer": "p_9w2c",
        "seller": "p_4t8v", "role": "seller", "status": "returning",
        "purse": ["escrow": 80000, "seller": 0, "buyer": 0, "fee": 0], "turn": "buyer",
        "automatic": ["status": "disputed", "at": 1_763_680_900_000],
        "sentences": ["안전거래 계좌에 있습니다.", "판매자가 보낼 차례입니다.", "72시간 안에 보내지 않으면 환불됩니다."],
        "deliveries": [], "actions": [], "provider": "sandbox-step",
        "merchantOrder": "mo_5r1x", "fence": 1, "created": 1_763_680_000_000,
      ]
    ])
}
