/// A linked card or bank account as its owner sees it.
package struct FundingSource: Codable, Sendable, Hashable {
  /// What it is.
  package enum Kind: String, Codable, Sendable, Hashable, CaseIterable {
    /// A card: money comes in.
    case card
    /// A bank account: money comes in and goes out.
    case account
  }

  /// Which.
  package var source: FundingSourceID
  /// What it is.
  package var kind: Kind
  /// The last four digits of its number.
  package var last4: String
  /// The phone on file for it, its middle hidden.
  package var phone: String
  /// When it was linked.
  package var linked: Instant

  /// A linked card or bank account.
  package init(
    source: FundingSourceID, kind: Kind, last4: String, phone: String, linked: Instant
  ) {
    self.source = source
    self.kind = kind
    self.last4 = last4
    self.phone = phone
    self.linked = linked
  }
}

/// Which way money goes between a wallet and a bank.
package enum FundingDirection: String, Codable, Sendable, Hashable, CaseIterable {
  /// Into the wallet.
  case `in`
  /// Out of the wallet.
  case out
}

/// A payment whose outcome the bank has not told yet.
package struct FundingPayment: Codable, Sendable, Hashable {
  /// Our own number of it, unique for the bank: the merchant order id.
  package var payment: String
  /// Which way.
  package var direction: FundingDirection
  /// Minor units.
  package var amount: Int64
  /// The wallet's currency.
  package var currency: Currency
  /// When it was begun.
  package var at: Instant
  /// When the bank is asked next.
  package var asks: Instant

  /// A payment under way.
  package init(
    payment: String, direction: FundingDirection, amount: Int64, currency: Currency, at: Instant,
    asks: Instant
  ) {
    self.payment = payment
    self.direction = direction
    self.amount = amount
    self.currency = currency
    self.at = at
    self.asks = asks
  }
}
