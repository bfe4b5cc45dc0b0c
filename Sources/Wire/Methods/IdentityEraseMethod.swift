/// Erases the caller's data for ever; records of money stay, linked to nobody.
package enum IdentityEraseMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// The caller's own public name: nobody erases themselves by accident.
    package var confirm: PersonID

    /// What the caller sends.
    package init(key: String, confirm: PersonID) {
      self.key = key
      self.confirm = confirm
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// What was erased and when.
    package var receipt: DataReceipt
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(receipt: DataReceipt, replayed: Bool? = nil) {
      self.receipt = receipt
      self.replayed = replayed
    }
  }

  package static let name = "identity.erase"
  package static let summary =
    "Erases the caller's data for ever; records of money stay, linked to nobody."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "confirm": "p_4t8v"],
    result: [
      "receipt": ["receipt": "r_5n3x", "kind": "erase", "at": 1_763_680_000_000, "hash": "00"]
    ])
}
