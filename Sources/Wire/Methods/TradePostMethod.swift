/// Puts something up for sale by safe trade.
package enum TradePostMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// What it is, 1–45 characters.
    package var title: LocalizedText
    /// What one costs, minor units.
    package var price: Int64
    /// The currency of the price.
    package var currency: Currency
    /// How many there are, 1–9,999.
    package var quantity: Int64
    /// The escrow provider; `sandbox-step` where missing.
    package var provider: String?

    /// What the caller sends.
    package init(
      key: String, title: LocalizedText, price: Int64, currency: Currency, quantity: Int64,
      provider: String? = nil
    ) {
      self.key = key
      self.title = title
      self.price = price
      self.currency = currency
      self.quantity = quantity
      self.provider = provider
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// What was posted.
    package var item: ItemView
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(item: ItemView, replayed: Bool? = nil) {
      self.item = item
      self.replayed = replayed
    }
  }

  package static let name = "trade.post"
  package static let summary =
    "Puts something up for sale by safe trade."
  package static let access = MethodAccess.person(.account)
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [
      "key": "0123456789abcdef", "title": "자전거", "price": 80000, "currency": "KRW", "quantity": 1,
    ],
    result: [
      "item": [
        "item": "i_3n8p", "seller": "p_4t8v", "title": "자전거",
        "price": ["amount": 80000, "currency": "KRW"], "quantity": 1, "available": 1,
        "provider": "sandbox-step", "posted": 1_763_680_000_000,
      ]
    ])
}
