/// A till or a gate as the merchant's owner sees it.
package struct TillView: Codable, Sendable, Hashable {
  /// Which.
  package var till: TillID
  /// Whose.
  package var merchant: MerchantID
  /// What it may do: `cashier` takes money, `gate` opens.
  package var role: Role
  /// What its owner calls it.
  package var name: String
  /// Since when it is registered.
  package var added: Instant
  /// Since when it is refused; nil where it is not.
  package var removed: Instant?

  /// A till or a gate as the merchant's owner sees it.
  package init(
    till: TillID, merchant: MerchantID, role: Role, name: String, added: Instant,
    removed: Instant? = nil
  ) {
    self.till = till
    self.merchant = merchant
    self.role = role
    self.name = name
    self.added = added
    self.removed = removed
  }
}
