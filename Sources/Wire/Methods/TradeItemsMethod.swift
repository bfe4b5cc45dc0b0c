/// Lists what people sell, newest first.
package enum TradeItemsMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable {
    /// Only what this person sells.
    package var seller: PersonID?
    /// At most this many, 1–100; 20 where missing.
    package var limit: Int?

    /// What the caller sends.
    package init(seller: PersonID? = nil, limit: Int? = nil) {
      self.seller = seller
      self.limit = limit
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// What is sold.
    package var items: [ItemView]

    /// What the daemon answers.
    package init(items: [ItemView]) {
      self.items = items
    }
  }

  package static let name = "trade.items"
  package static let summary =
    "Lists what people sell, newest first."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: [
      "items": [
        [
          "item": "i_3n8p", "seller": "p_4t8v", "title": "자전거",
          "price": ["amount": 80000, "currency": "KRW"], "quantity": 1, "available": 1,
          "provider": "sandbox-step", "posted": 1_763_680_000_000,
        ]
      ]
    ])
}
