/// Something a person sells, as anyone sees it.
package struct ItemView: Codable, Sendable, Hashable {
  /// The item's id.
  package var item: ItemID
  /// Who sells it.
  package var seller: PersonID
  /// What it is.
  package var title: LocalizedText
  /// What one costs.
  package var price: Money
  /// How many are not sold.
  package var quantity: Int64
  /// How many nobody has reserved.
  package var available: Int64
  /// The escrow provider of its deals.
  package var provider: String
  /// When it was posted.
  package var posted: Instant

  /// Something a person sells.
  package init(
    item: ItemID, seller: PersonID, title: LocalizedText, price: Money, quantity: Int64,
    available: Int64, provider: String, posted: Instant
  ) {
    self.item = item
    self.seller = seller
    self.title = title
    self.price = price
    self.quantity = quantity
    self.available = available
    self.provider = provider
    self.posted = posted
  }
}
