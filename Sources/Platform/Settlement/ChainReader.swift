import Store
import Wire

/// Rows of accounts' chains as settlement needs them: on the core's connection, or on the reader's.
struct ChainReader {
  static let query = "SELECT \(ChainRow.columns) FROM ledger_log WHERE id = ?"

  private let rows: Statement
  private let kind: (AccountID) throws(StoreError) -> AccountKind?

  /// Reads with a prepared ``query``; `kind` tells what an account is.
  init(_ rows: Statement, kind: @escaping (AccountID) throws(StoreError) -> AccountKind?) {
    self.rows = rows
    self.kind = kind
  }

  /// Reads on until the settled part is reached or no more rows may be read. The log's time never
  /// runs back, so the chain is cut at one place, and what is appended meanwhile lies behind it.
  func go(on scan: inout DayScan, rows left: inout Int64) throws(StoreError) {
    precondition(left >= 0, "a number of rows")
    while !scan.isThrough, left > 0 {
      guard let row = try row(scan.next) else {
        throw .damaged("ledger_log row \(scan.next.rawValue) is missing")
      }
      left -= 1
      var other: AccountKind?
      if row.kind.movesMoney {
        other = try kind(row.credit == scan.account ? row.debit : row.credit)
        guard other != nil else {
          throw .damaged("ledger_log row \(row.id.rawValue) names no account")
        }
      }
      scan.add(row, other: other)
    }
    precondition(
      !scan.isThrough || scan.totals.isBalanced,
      "account \(scan.account.rawValue) does not add up")
  }

  private func row(_ id: RowID) throws(StoreError) -> ChainRow? {
    rows.bind(1, id.rawValue)
    guard try rows.step() else { return nil }
    defer { rows.reset() }
    guard let kind = LedgerKind(rawValue: rows.integer(1)) else {
      throw .damaged("ledger_log row \(id.rawValue): unknown kind")
    }
    return ChainRow(
      id: id, kind: kind, debit: AccountID(rawValue: rows.integer(2)),
      credit: AccountID(rawValue: rows.integer(3)), amount: rows.integer(4),
      at: Instant(milliseconds: rows.integer(5)), debitPosted: rows.integer(6),
      creditPosted: rows.integer(7), debitPrevious: RowID(rawValue: rows.integer(8)),
      creditPrevious: RowID(rawValue: rows.integer(9)))
  }
}
