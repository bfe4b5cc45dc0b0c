package import Crypto
package import Wire

/// One row of the log, in the order of its columns.
package struct LedgerRow: Equatable, Sendable {
  /// The row's number.
  package let id: RowID
  /// The transfer it is a leg of.
  package let transfer: TransferNumber
  /// Its place among the transfer's legs, from 0.
  package let leg: Int64
  /// What it does.
  package let kind: LedgerKind
  /// What it refers to; see the column's comment in the schema. 0 for nothing.
  package let ref: Int64
  /// The account money leaves.
  package let debit: AccountID
  /// The account money reaches.
  package let credit: AccountID
  /// Minor units; 0 where nothing is moved or held.
  package let amount: Int64
  /// The currency of both accounts.
  package let currency: Currency
  /// When.
  package let at: Instant
  /// The debited account's posted balance after this row.
  package var debitPosted: Int64 = 0
  /// The debited account's held amount after this row.
  package var debitHeld: Int64 = 0
  /// The credited account's posted balance after this row.
  package var creditPosted: Int64 = 0
  /// The credited account's held amount after this row.
  package var creditHeld: Int64 = 0
  /// The row that touched the debited account before.
  package var debitPrevious: RowID = .none
  /// The row that touched the credited account before.
  package var creditPrevious: RowID = .none
  /// Whose key this is; the owner in a row that opens an account.
  package var principal: String?
  /// The request's key, in the first leg.
  package var key: String?
  /// The hash of the request's body, in the first leg.
  package var bodyHash: Digest?
  /// The hash of the sealed memo, in the first leg.
  package var memoHash: Digest?
  /// The chain's hash, in the last leg.
  package var hash: Digest?
}
