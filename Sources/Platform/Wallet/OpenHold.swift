package import Wire

/// A hold that has not ended.
package struct OpenHold: Equatable, Sendable {
  /// The row that made it.
  package let row: RowID
  /// The transfer that made it.
  package let transfer: TransferNumber
  /// The account whose money is set aside.
  package let debit: AccountID
  /// The account a capture pays.
  package let credit: AccountID
  /// Minor units.
  package let amount: Int64
  /// The instant it ends by itself.
  package let expires: Instant
}
