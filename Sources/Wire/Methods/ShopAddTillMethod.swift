/// Registers a till or a gate by its public key; it belongs to the merchant and to no person.
package enum ShopAddTillMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Whose till.
    package var merchant: MerchantID
    /// `cashier` or `gate`.
    package var role: Role
    /// What it is called, 1–40 characters.
    package var name: String
    /// Its Ed25519 public key in hexadecimal.
    package var device: String

    /// What the caller sends.
    package init(key: String, merchant: MerchantID, role: Role, name: String, device: String) {
      self.key = key
      self.merchant = merchant
      self.role = role
      self.name = name
      self.device = device
    }
  }

  /// What the daemon answers.
  package typealias Result = TillView

  package static let name = "shop.addTill"
  package static let summary =
    "Registers a till or a gate by its public key; it belongs to the merchant and to no person."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [
      "key": "0123456789abcdef", "merchant": "noodlehouse", "role": "cashier", "name": "Till 1",
      "device": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ],
    result: [
      "till": "till_5x2m", "merchant": "noodlehouse", "role": "cashier", "name": "Till 1",
      "added": 1_763_680_000_000,
    ])
}
