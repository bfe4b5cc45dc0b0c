/// Asks the operator to decide; the money stays until then.
package enum TradeDisputeMethod: Method {
  /// What the caller sends.
  package typealias Params = DealReasonParams

  /// What the daemon answers.
  package typealias Result = DealReply

  package static let name = "trade.dispute"
  package static let summary =
    "Asks the operator to decide; the money stays until then."
  package static let access = MethodAccess.person(.account)
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "deal": "d_7k2m", "reason": "nothing arrived"],
    result: [
      "deal": [
        "deal": "d_7k2m", "item": "i_3n8p", "title": "자전거", "quantity": 1,
        "price": ["amount": 80000, "currency": "KRW"], "fee": 800, "buyer": "p_9w2c",
        "seller": "p_4t8v", "role": "seller", "status": "disputed",
        "purse": ["escrow": 80000, "seller": 0, "buyer": 0, "fee": 0], "turn": "operator",
        "automatic": ["status": "refunding", "at": 1_763_680_900_000],
        "sentences": ["안전거래 계좌에 있습니다.", "운영자가 정할 차례입니다.", "저절로 바뀌지 않습니다."],
        "deliveries": [], "actions": [], "provider": "sandbox-step",
        "merchantOrder": "mo_5r1x", "fence": 1, "created": 1_763_680_000_000,
      ]
    ])
}
