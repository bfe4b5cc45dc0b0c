/// What methods answer that move money of the caller: the transfer and what is left.
package struct MovementReply: Codable, Sendable, Hashable {
  /// The movement.
  package var transfer: TransferID
  /// What the sender holds now.
  package var balance: Int64
  /// Whether this is a stored answer.
  package var replayed: Bool?

  /// The answer.
  package init(transfer: TransferID, balance: Int64, replayed: Bool? = nil) {
    self.transfer = transfer
    self.balance = balance
    self.replayed = replayed
  }
}
