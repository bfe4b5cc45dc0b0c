package import Crypto
package import Wire

/// Where the log ends.
package struct LedgerHead: Equatable, Sendable {
  /// The last row.
  package var row: RowID = .none
  /// The last transfer.
  package var transfer = TransferNumber(rawValue: 0)
  /// The chain's hash behind the last transfer.
  package var hash: Digest = .zero
  /// When the last transfer happened; time never runs back behind it.
  package var at = Instant(milliseconds: 0)
}
