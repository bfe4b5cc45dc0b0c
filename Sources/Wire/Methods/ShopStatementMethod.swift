/// Shows what a merchant sold, gave back and was paid on a day; for its owner and manager.
package enum ShopStatementMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable {
    /// Whose.
    package var merchant: MerchantID
    /// Which day in Seoul; yesterday where missing.
    package var day: SeoulDay?

    /// What the caller sends.
    package init(merchant: MerchantID, day: SeoulDay? = nil) {
      self.merchant = merchant
      self.day = day
    }
  }

  /// What the daemon answers.
  package typealias Result = MerchantStatement

  package static let name = "shop.statement"
  package static let summary =
    "Shows what a merchant sold, gave back and was paid on a day; for its owner and manager."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["merchant": "noodlehouse", "day": "2025-11-20"],
    result: [
      "merchant": "noodlehouse", "day": "2025-11-20", "currency": "KRW", "opening": 0,
      "sales": 700_000, "saleCount": 100, "refunds": 7_000, "refundCount": 1, "otherIn": 0,
      "otherOut": 0, "feesTaken": 0, "paidOut": 0, "closing": 693_000, "basisPoints": 40,
      "fee": 2_772, "feeOwed": 0, "reserve": 0, "payout": 690_228, "transfer": "t_203",
      "settled": 1_763_651_100_000,
    ])
}
