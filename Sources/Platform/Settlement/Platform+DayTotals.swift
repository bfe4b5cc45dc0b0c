import Store
import Wire

/// Reading a merchant's day from the ledger's own log: no second set of books.
extension Platform {
  /// Where the settled part of an account's chain ends.
  struct SettledUpTo: Hashable {
    /// The newest row of a settled day; ``RowID/none`` before the first.
    var row = RowID.none
    /// What it left.
    var posted: Int64 = 0
    /// The last settled day.
    var day: SeoulDay?
    /// Fees taken altogether.
    var fees: Int64 = 0
    /// Fees that could not be taken yet.
    var feeOwed: Int64 = 0
  }

  func settledUpTo(_ account: AccountID) throws(StoreError) -> SettledUpTo {
    try sql("SELECT row, posted, day, fees, fee_owed FROM settlement_account WHERE account = ?")
      .first(.integer(account.rawValue)) {
        SettledUpTo(
          row: RowID(rawValue: $0.integer(0)), posted: $0.integer(1),
          day: SeoulDay(number: $0.integer(2)), fees: $0.integer(3), feeOwed: $0.integer(4))
      } ?? SettledUpTo()
  }

  /// What an account did from the end of a settled part until an instant, and the newest row of
  /// it; all of it at once.
  func dayTotals(
    of account: AccountID, from settled: SettledUpTo, until cut: Instant
  ) throws(StoreError) -> (totals: DayTotals, last: RowID) {
    var scan = DayScan(account, from: settled, head: ledger.historyHead(account), until: cut)
    var rows = Int64.max
    try go(on: &scan, rows: &rows)
    return (scan.totals, scan.last)
  }

  /// Reads on until the settled part is reached or no more rows may be read. The log's time never
  /// runs back, so the chain is cut at one place, and what is appended meanwhile lies behind it.
  func go(on scan: inout DayScan, rows left: inout Int64) throws(StoreError) {
    precondition(left >= 0, "a number of rows")
    while !scan.isThrough, left > 0 {
      guard let row = try chainRow(scan.next) else {
        throw .damaged("ledger_log row \(scan.next.rawValue) is missing")
      }
      left -= 1
      var kind: AccountKind?
      if row.kind.movesMoney {
        let other = row.credit == scan.account ? row.debit : row.credit
        kind = ledger.account(other)?.kind
        guard kind != nil else {
          throw .damaged("ledger_log row \(row.id.rawValue) names no account")
        }
      }
      scan.add(row, other: kind)
    }
    precondition(
      !scan.isThrough || scan.totals.isBalanced,
      "account \(scan.account.rawValue) does not add up")
  }

  private func chainRow(_ id: RowID) throws(StoreError) -> ChainRow? {
    let statement = try sql("SELECT \(ChainRow.columns) FROM ledger_log WHERE id = ?")
    statement.bind(1, id.rawValue)
    guard try statement.step() else { return nil }
    defer { statement.reset() }
    guard let kind = LedgerKind(rawValue: statement.integer(1)) else {
      throw .damaged("ledger_log row \(id.rawValue): unknown kind")
    }
    return ChainRow(
      id: id, kind: kind, debit: AccountID(rawValue: statement.integer(2)),
      credit: AccountID(rawValue: statement.integer(3)), amount: statement.integer(4),
      at: Instant(milliseconds: statement.integer(5)), debitPosted: statement.integer(6),
      creditPosted: statement.integer(7),
      debitPrevious: RowID(rawValue: statement.integer(8)),
      creditPrevious: RowID(rawValue: statement.integer(9)))
  }
}
