/// Finds the movement that a key made: the way out of an unknown outcome.
package enum WalletLookupMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable {
    /// The key that was used.
    package var key: String

    /// What the caller sends.
    package init(key: String) {
      self.key = key
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The movement.
    package var transfer: TransferID
    /// Minor units, negative where money left the caller.
    package var amount: Int64
    /// When.
    package var at: Instant
    /// The bill it paid.
    package var bill: BillID?

    /// What the daemon answers.
    package init(transfer: TransferID, amount: Int64, at: Instant, bill: BillID? = nil) {
      self.transfer = transfer
      self.amount = amount
      self.at = at
      self.bill = bill
    }
  }

  package static let name = "wallet.lookup"
  package static let summary =
    "Finds the movement that a key made: the way out of an unknown outcome."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef"],
    result: ["transfer": "t_2", "amount": -7000, "at": 1_763_680_000_000, "bill": "b_8s4k"])
}
