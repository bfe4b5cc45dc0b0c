import Store
import Wire

/// A walk over an account's chain, newest row first, that may be cut after any row.
struct DayScan: Hashable {
  let account: AccountID
  /// The newest row of the settled part, where the walk ends.
  let base: RowID
  /// Rows from here on belong to a later day.
  let cut: Instant
  /// The row that is read next.
  var next: RowID
  /// The newest row of the day; the base where there is none.
  var last: RowID
  var totals: DayTotals
  /// Whether the file knows of it.
  var isStored = false

  init(
    _ account: AccountID, from settled: Platform.SettledUpTo, head: RowID, until cut: Instant
  ) {
    self.account = account
    self.cut = cut
    base = settled.row
    next = head
    last = settled.row
    totals = DayTotals(opening: settled.posted, closing: settled.posted)
  }

  /// Whether all of the day has been read.
  var isThrough: Bool { next <= base }

  /// Takes in the row whose turn it is, with the kind of the other account where money moved.
  mutating func add(_ row: ChainRow, other: AccountKind?) {
    precondition(row.id == next, "rows come in the order of the chain")
    next = row.previous(of: account)
    guard row.at < cut else { return }
    if last == base {
      last = row.id
      totals.closing = row.posted(of: account)
    }
    if let other { totals.add(row, of: account, other: other) }
  }
}

/// Walks that took more than one commit group.
extension Platform {
  /// Rows of merchants' chains that one commit group of a settlement reads.
  static let settlementRowLimit: Int64 = 1_024

  private static let scanColumns = """
    next, last, sales, sale_count, refunds, refund_count, other_in, other_out, fees_taken,
    paid_out, closing
    """

  /// The walk over a day, where it was cut or from its beginning.
  func dayScan(
    _ account: AccountID, _ day: SeoulDay, from settled: SettledUpTo
  ) throws(StoreError) -> DayScan {
    let fresh = DayScan(
      account, from: settled, head: ledger.historyHead(account), until: day.end)
    return try sql(
      "SELECT \(Platform.scanColumns) FROM settlement_scan"
        + " WHERE account = ? AND day = ? AND base = ?"
    ).first(
      .integer(account.rawValue), .integer(day.number), .integer(settled.row.rawValue)
    ) { row in
      var scan = fresh
      scan.next = RowID(rawValue: row.integer(0))
      scan.last = RowID(rawValue: row.integer(1))
      scan.totals.sales = row.integer(2)
      scan.totals.saleCount = row.integer(3)
      scan.totals.refunds = row.integer(4)
      scan.totals.refundCount = row.integer(5)
      scan.totals.otherIn = row.integer(6)
      scan.totals.otherOut = row.integer(7)
      scan.totals.feesTaken = row.integer(8)
      scan.totals.paidOut = row.integer(9)
      scan.totals.closing = row.integer(10)
      scan.isStored = true
      return scan
    } ?? fresh
  }

  /// Keeps a walk for the next commit group.
  func keep(_ scan: DayScan, _ day: SeoulDay, _ plan: inout Plan) {
    let totals = scan.totals
    plan.write(
      "INSERT OR REPLACE INTO settlement_scan(account, day, base, \(Platform.scanColumns))"
        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      .integer(scan.account.rawValue), .integer(day.number), .integer(scan.base.rawValue),
      .integer(scan.next.rawValue), .integer(scan.last.rawValue), .integer(totals.sales),
      .integer(totals.saleCount), .integer(totals.refunds), .integer(totals.refundCount),
      .integer(totals.otherIn), .integer(totals.otherOut), .integer(totals.feesTaken),
      .integer(totals.paidOut), .integer(totals.closing))
  }

  /// Forgets a walk whose day is settled.
  func forget(_ scan: DayScan, _ plan: inout Plan) {
    guard scan.isStored else { return }
    plan.write(
      "DELETE FROM settlement_scan WHERE account = ?", .integer(scan.account.rawValue))
  }
}
