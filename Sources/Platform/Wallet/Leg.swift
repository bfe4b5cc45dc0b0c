package import Wire

/// A pair of postings: an amount from one account to another of the same currency.
package struct Leg: Equatable, Sendable {
  /// The account money leaves.
  package let from: AccountID
  /// The account money reaches.
  package let to: AccountID
  /// Minor units, from 1 to `Money.largestAmount`.
  package let amount: Money

  /// Creates a leg; it is checked when it is planned.
  package init(from: AccountID, to: AccountID, amount: Money) {
    self.from = from
    self.to = to
    self.amount = amount
  }
}
