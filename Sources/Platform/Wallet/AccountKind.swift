/// Whose money an account holds; the numbers are stored.
package enum AccountKind: Int64, CaseIterable, Sendable {
  /// A person.
  case user = 1
  /// A shop.
  case merchant = 2
  /// One escrow deal.
  case escrow = 3
  /// What the platform earned.
  case fee = 4
  /// The world outside, a bank or a card network: the only kind that may be negative, because it
  /// mirrors what the others have brought in.
  case external = 5

  /// The least that may be available in a new account of this kind; nil for no limit.
  var least: Int64? {
    self == .external ? nil : 0
  }
}
