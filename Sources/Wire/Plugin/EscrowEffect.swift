/// What a program asks of a safe trade; whom it pays is fixed by the host: who posted the item.
///
/// `key` is the program's own name of the item or the deal, unique in its app.
package enum EscrowEffect: Sendable, Hashable {
  /// Characters of a carrier, a number.
  package static let nameLength = 1...40
  /// Characters of a reason.
  package static let reasonLength = 1...200

  /// Puts something of the viewer's up for sale.
  case post(key: String, title: LocalizedText, price: Int64, quantity: Int64, provider: String?)
  /// Opens a deal of the viewer on an item that the app posted.
  case open(key: String, item: String, quantity: Int64)
  /// Registers a parcel of the viewer's.
  case ship(key: String, carrier: String, tracking: String?)
  /// Says for the buyer that the parcel is here, which starts the time to look at it.
  case deliver(key: String)
  /// Asks the buyer to confirm; only the buyer's own shell pays the seller.
  case confirm(key: String)
  /// Rejects for the buyer what arrived.
  case reject(key: String, reason: String)
  /// Ends a deal before anything was shipped.
  case cancel(key: String, reason: String?)
  /// Asks the operator to decide.
  case dispute(key: String, reason: String)

  /// The effect as it travels.
  var json: JSON {
    switch self {
    case .post(let key, let title, let price, let quantity, let provider):
      object("post", key) {
        $0["title"] = title.json
        $0["price"] = .integer(price)
        $0["quantity"] = .integer(quantity)
        $0["provider"] = provider.map { .string($0) }
      }
    case .open(let key, let item, let quantity):
      object("open", key) {
        $0["item"] = .string(item)
        $0["quantity"] = .integer(quantity)
      }
    case .ship(let key, let carrier, let tracking):
      object("ship", key) {
        $0["carrier"] = .string(carrier)
        $0["tracking"] = tracking.map { .string($0) }
      }
    case .deliver(let key): object("deliver", key)
    case .confirm(let key): object("confirm", key)
    case .reject(let key, let reason): object("reject", key) { $0["reason"] = .string(reason) }
    case .cancel(let key, let reason):
      object("cancel", key) { $0["reason"] = reason.map { .string($0) } }
    case .dispute(let key, let reason): object("dispute", key) { $0["reason"] = .string(reason) }
    }
  }

  private func object(
    _ word: String, _ key: String, _ fill: (inout JSONObject) -> Void = { _ in }
  ) -> JSON {
    var object: JSONObject = [
      "effect": "escrow", "do": .string(word), "key": .string(key),
    ]
    fill(&object)
    return .object(object)
  }
}

/// What a program asks of the stock the host keeps for it.
package enum StockEffect: Sendable, Hashable {
  /// How long a reservation may last, in seconds: 15 minutes.
  package static let secondsLimit: Int64 = 900
  /// How many of an item there may be.
  package static let quantityLimit: Int64 = 1_000_000

  /// Says how many of an item there are, reserved ones included.
  case stock(item: String, quantity: Int64)
  /// Sets some of an item aside; the same key again is the same reservation. With the key of an
  /// own bill, paying that bill uses it up.
  case reserve(key: String, item: String, quantity: Int64, seconds: Int64, bill: String?)
  /// Ends a reservation: given back, or used up.
  case unreserve(key: String, used: Bool)

  /// The effect as it travels.
  var json: JSON {
    switch self {
    case .stock(let item, let quantity):
      ["effect": "stock", "item": .string(item), "quantity": .integer(quantity)]
    case .reserve(let key, let item, let quantity, let seconds, let bill):
      .object(
        ([
          "effect": "reserve", "key": .string(key), "item": .string(item),
          "quantity": .integer(quantity), "seconds": .integer(seconds),
        ] as JSONObject).merging(bill.map { ["bill": .string($0)] } ?? [:]))
    case .unreserve(let key, let used):
      ["effect": "unreserve", "key": .string(key), "used": .bool(used)]
    }
  }
}
