/// Pays the price the person saw into the deal's own account.
package enum TradeFundMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which.
    package var deal: DealID
    /// What the person saw and approved, minor units.
    package var amount: Int64
    /// The buyer's PIN of six digits, where the amount needs it; never part of the key.
    package var pin: String?

    /// What the caller sends.
    package init(key: String, deal: DealID, amount: Int64, pin: String? = nil) {
      self.key = key
      self.deal = deal
      self.amount = amount
      self.pin = pin
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The deal.
    package var deal: DealView
    /// What the buyer holds now.
    package var balance: Int64
    /// The ledger's newest hash, printed on the receipt.
    package var head: String
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(deal: DealView, balance: Int64, head: String, replayed: Bool? = nil) {
      self.deal = deal
      self.balance = balance
      self.head = head
      self.replayed = replayed
    }
  }

  package static let name = "trade.fund"
  package static let summary =
    "Pays the price the person saw into the deal's own account."
  package static let access = MethodAccess.person(.account)
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "deal": "d_7k2m", "amount": 80000],
    result: [
      "deal": [
        "deal": "d_7k2m", "item": "i_3n8p", "title": "자전거", "quantity": 1,
        "price": ["amount": 80000, "currency": "KRW"], "fee": 800, "buyer": "p_9w2c",
        "seller": "p_4t8v", "role": "buyer", "status": "funded",
        "purse": ["escrow": 80000, "seller": 0, "buyer": 0, "fee": 0], "turn": "seller",
        "automatic": ["status": "refunding", "at": 1_763_680_900_000],
        "sentences": ["안전거래 계좌에 있습니다.", "판매자가 보낼 차례입니다.", "72시간 안에 보내지 않으면 환불됩니다."],
        "deliveries": [], "actions": ["cancel"], "provider": "sandbox-step",
        "merchantOrder": "mo_5r1x", "fence": 1, "created": 1_763_680_000_000,
      ], "balance": 20000,
      "head": "0000000000000000000000000000000000000000000000000000000000000000",
    ])
}
