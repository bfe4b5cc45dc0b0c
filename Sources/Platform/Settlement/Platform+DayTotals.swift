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
  /// it. The log's time never runs back, so the chain is cut at one place.
  func dayTotals(
    of account: AccountID, from settled: SettledUpTo, until cut: Instant, currency: Currency
  ) throws(StoreError) -> (totals: DayTotals, last: RowID) {
    var totals = DayTotals(opening: settled.posted, closing: settled.posted)
    var last = settled.row
    var next = ledger.historyHead(account)
    while next > settled.row {
      guard let row = try chainRow(next) else {
        throw .damaged("ledger_log row \(next.rawValue) is missing")
      }
      next = row.previous(of: account)
      guard row.at < cut else { continue }
      if last == settled.row {
        last = row.id
        totals.closing = row.posted(of: account)
      }
      guard row.kind.movesMoney else { continue }
      let other = row.credit == account ? row.debit : row.credit
      guard let kind = ledger.account(other)?.kind else {
        throw .damaged("ledger_log row \(row.id.rawValue) names no account")
      }
      totals.add(row, of: account, other: kind)
    }
    precondition(totals.isBalanced, "account \(account.rawValue) does not add up")
    return (totals, last)
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
