/// Takes an amount from the person who shows a pay code; above their free limit they confirm it.
package enum ShopChargeMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Who is paid.
    package var merchant: MerchantID
    /// The 18 digits.
    package var code: String
    /// Minor units.
    package var amount: Int64

    /// What the caller sends.
    package init(key: String, merchant: MerchantID, code: String, amount: Int64) {
      self.key = key
      self.merchant = merchant
      self.code = code
      self.amount = amount
    }
  }

  /// What the daemon answers.
  package typealias Result = CodeView

  package static let name = "shop.charge"
  package static let summary =
    "Takes an amount from the person who shows a pay code; above their free limit they confirm it."
  package static let access = MethodAccess.personOrTill
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [
      "key": "0123456789abcdef", "merchant": "noodlehouse", "code": "401928374650192837",
      "amount": 7000,
    ],
    result: [
      "code": "q_5x2m", "purpose": "pay", "status": "consumed", "expires": 1_763_680_060_000,
      "rev": 1, "scans": 0,
      "amount": ["amount": 7000, "currency": "KRW"], "transfer": "t_9",
    ])
}
