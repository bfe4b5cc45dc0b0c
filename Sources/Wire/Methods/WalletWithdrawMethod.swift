/// Moves money from the caller's wallet to a linked bank account.
package enum WalletWithdrawMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Minor units.
    package var amount: Int64
    /// The account's currency.
    package var currency: Currency
    /// Where to; may be missing where one account is linked.
    package var source: FundingSourceID?
    /// `account` or `transfer`; `account` where missing.
    package var method: String?
    /// The person's PIN of six digits, where the amount needs it; never part of the key.
    package var pin: String?

    /// What the caller sends.
    package init(
      key: String, amount: Int64, currency: Currency, source: FundingSourceID? = nil,
      method: String? = nil, pin: String? = nil
    ) {
      self.key = key
      self.amount = amount
      self.currency = currency
      self.source = source
      self.method = method
      self.pin = pin
    }
  }

  /// What the daemon answers.
  package typealias Result = MovementReply

  package static let name = "wallet.withdraw"
  package static let summary =
    "Moves money from the caller's wallet to a linked bank account."
  package static let access = MethodAccess.person(.account)
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "amount": 5000, "currency": "KRW"],
    result: ["transfer": "t_3", "balance": 25_000])
}
