/// Refuses a till from now on, as when it was stolen; its connections end.
package enum ShopRemoveTillMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which.
    package var till: TillID

    /// What the caller sends.
    package init(key: String, till: TillID) {
      self.key = key
      self.till = till
    }
  }

  /// What the daemon answers.
  package typealias Result = TillView

  package static let name = "shop.removeTill"
  package static let summary =
    "Refuses a till from now on, as when it was stolen; its connections end."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "till": "till_5x2m"],
    result: [
      "till": "till_5x2m", "merchant": "noodlehouse", "role": "cashier", "name": "Till 1",
      "added": 1_763_680_000_000, "removed": 1_763_690_000_000,
    ])
}
