/// Moves money from a linked card, a bank account or the sandbox's deposit into the wallet.
package enum WalletTopUpMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Minor units.
    package var amount: Int64
    /// The account's currency.
    package var currency: Currency
    /// The linked card or account it comes from; the sandbox's deposit where missing.
    package var source: FundingSourceID?
    /// `card`, `appcard`, `account` or `transfer`; what the source is where missing.
    package var method: String?

    /// What the caller sends.
    package init(
      key: String, amount: Int64, currency: Currency, source: FundingSourceID? = nil,
      method: String? = nil
    ) {
      self.key = key
      self.amount = amount
      self.currency = currency
      self.source = source
      self.method = method
    }
  }

  /// What the daemon answers.
  package typealias Result = MovementReply

  package static let name = "wallet.topup"
  package static let summary =
    "Moves money from a linked card, a bank account or the sandbox's deposit into the wallet."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "amount": 30_000, "currency": "KRW"],
    result: ["transfer": "t_1", "balance": 30_000])
}
