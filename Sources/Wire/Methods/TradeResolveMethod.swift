/// Decides a dispute: for the seller, for the buyer, or by exact parts.
package enum TradeResolveMethod: Method {
  /// Whom a dispute is decided for.
  package enum Verdict: String, Codable, Sendable, Hashable, CaseIterable {
    case seller, buyer, split
  }

  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which.
    package var deal: DealID
    /// For whom.
    package var verdict: Verdict
    /// What the buyer gets back of a split, minor units; the rest is the seller's.
    package var buyerAmount: Int64?
    /// Why, 1–200 characters; both are told.
    package var note: String

    /// What the caller sends.
    package init(
      key: String, deal: DealID, verdict: Verdict, buyerAmount: Int64? = nil, note: String
    ) {
      self.key = key
      self.deal = deal
      self.verdict = verdict
      self.buyerAmount = buyerAmount
      self.note = note
    }
  }

  /// What the daemon answers.
  package typealias Result = DealReply

  package static let name = "trade.resolve"
  package static let summary =
    "Decides a dispute: for the seller, for the buyer, or by exact parts."
  package static let access = MethodAccess.operatorOnly
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [
      "key": "0123456789abcdef", "deal": "d_7k2m", "verdict": "split", "buyerAmount": 30000,
      "note": "scratched",
    ],
    result: [
      "deal": [
        "deal": "d_7k2m", "item": "i_3n8p", "title": "자전거", "quantity": 1,
        "price": ["amount": 80000, "currency": "KRW"], "fee": 800, "buyer": "p_9w2c",
        "seller": "p_4t8v", "role": "seller", "status": "confirmed",
        "purse": ["escrow": 80000, "seller": 0, "buyer": 0, "fee": 0], "turn": "provider",
        "automatic": ["status": "refunding", "at": 1_763_680_900_000],
        "sentences": ["안전거래 계좌에 있습니다.", "운영자가 정할 차례입니다.", "저절로 바뀌지 않습니다."],
        "deliveries": [], "actions": [], "provider": "sandbox-step",
        "merchantOrder": "mo_5r1x", "fence": 1, "created": 1_763_680_000_000,
      ]
    ])
}
