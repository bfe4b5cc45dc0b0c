/// One movement as the wallet's owner sees it.
package struct WalletEntry: Codable, Sendable, Hashable {
  /// The movement.
  package var transfer: TransferID
  /// `topup`, `pay`, `receive`, `send`, `refund`.
  package var kind: String
  /// When.
  package var at: Instant
  /// Minor units; negative where money left.
  package var amount: Int64
  /// What the wallet held then.
  package var balanceAfter: Int64
  /// Who the other side is.
  package var with: LocalizedText?
  /// The bill it belongs to.
  package var bill: BillID?
  /// The sender's note.
  package var memo: String?

  /// One movement as the wallet's owner sees it.
  package init(
    transfer: TransferID, kind: String, at: Instant, amount: Int64, balanceAfter: Int64,
    with: LocalizedText? = nil, bill: BillID? = nil, memo: String? = nil
  ) {
    self.transfer = transfer
    self.kind = kind
    self.at = at
    self.amount = amount
    self.balanceAfter = balanceAfter
    self.with = with
    self.bill = bill
    self.memo = memo
  }
}
