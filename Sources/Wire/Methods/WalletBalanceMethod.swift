/// Tells what the caller's wallet holds.
package enum WalletBalanceMethod: Method {
  /// What the caller sends.
  package typealias Params = NoParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// What is booked, minor units.
    package var posted: Int64
    /// What is set aside.
    package var held: Int64
    /// What can be spent.
    package var available: Int64
    /// The account's currency.
    package var currency: Currency
    /// The most one payment may be.
    package var paymentLimit: Int64
    /// The most the wallet may hold.
    package var balanceLimit: Int64
    /// What a bank was asked to bring in and has not answered; missing where nothing is.
    package var pending: Int64?
    /// Up to this amount no PIN is asked for.
    package var quickPay: Int64?

    /// What the daemon answers.
    package init(
      posted: Int64, held: Int64, available: Int64, currency: Currency, paymentLimit: Int64,
      balanceLimit: Int64, pending: Int64? = nil, quickPay: Int64? = nil
    ) {
      self.posted = posted
      self.held = held
      self.available = available
      self.currency = currency
      self.paymentLimit = paymentLimit
      self.balanceLimit = balanceLimit
      self.pending = pending
      self.quickPay = quickPay
    }
  }

  package static let name = "wallet.balance"
  package static let summary =
    "Tells what the caller's wallet holds."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: [
      "posted": 30_000, "held": 0, "available": 30_000, "currency": "KRW", "paymentLimit": 50_000,
      "balanceLimit": 200_000, "pending": 10_000, "quickPay": 50_000,
    ])
}
