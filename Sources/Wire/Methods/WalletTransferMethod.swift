/// Sends money to another person.
package enum WalletTransferMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Who receives it.
    package var to: PersonID
    /// Minor units.
    package var amount: Int64
    /// The account's currency.
    package var currency: Currency
    /// A note of at most 100 characters; kept outside the hash chain.
    package var memo: String?
    /// The sender's PIN of six digits, where the amount needs it; never part of the key.
    package var pin: String?

    /// What the caller sends.
    package init(
      key: String, to: PersonID, amount: Int64, currency: Currency, memo: String? = nil,
      pin: String? = nil
    ) {
      self.key = key
      self.to = to
      self.amount = amount
      self.currency = currency
      self.memo = memo
      self.pin = pin
    }
  }

  /// What the daemon answers.
  package typealias Result = MovementReply

  package static let name = "wallet.transfer"
  package static let summary =
    "Sends money to another person."
  package static let access = MethodAccess.person(.registered)
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [
      "key": "0123456789abcdef", "to": "p_9w2c", "amount": 5000, "currency": "KRW", "memo": "lunch",
    ],
    result: ["transfer": "t_2", "balance": 25_000])
}
