package import Store
package import Wire

/// Statements: a merchant's day as it was settled, or as it stands so far.
extension Platform {
  /// A merchant's day, for its owner and manager: as it was settled, or what is to be read of it.
  package func shopStatement(
    _ caller: Person, _ params: ShopStatementMethod.Params, now: Instant
  ) throws -> StatementStart {
    _ = try requireRole(caller, at: params.merchant, oneOf: [.owner, .manager])
    let day = params.day ?? SeoulDay(now).adding(days: -1)
    guard day <= SeoulDay(now) else {
      throw Refusal(ScheduleError.dayNotOver, ["day": .string(day.description)])
    }
    return try statement(of: params.merchant, day: day)
  }

  /// The statement of a day in won.
  private func statement(of merchant: MerchantID, day: SeoulDay) throws -> StatementStart {
    var statement = MerchantStatement(merchant: merchant, day: day)
    guard let account = try ledger.find(Platform.owner(merchant), .merchant, .krw) else {
      return .done(statement)
    }
    if let stored = try settledDay(account, statement) { return .done(stored) }
    let settled = try settledUpTo(account)
    guard settled.day.map({ day > $0 }) ?? true else {
      // Nothing happened on this day: it ended as the last settled day before it did.
      let before =
        try sql(
          "SELECT closing FROM settlement_day WHERE account = ? AND day < ?"
            + " ORDER BY day DESC LIMIT 1"
        ).first(.integer(account.rawValue), .integer(day.number)) { $0.integer(0) } ?? 0
      (statement.opening, statement.closing) = (before, before)
      statement.settled = day.end
      return .done(statement)
    }
    return .open(
      OpenDay(
        statement: statement, account: account, settled: settled,
        head: ledger.historyHead(account)))
  }

  private func settledDay(
    _ account: AccountID, _ empty: MerchantStatement
  ) throws(StoreError) -> MerchantStatement? {
    try sql(
      "SELECT opening, sales, sale_count, refunds, refund_count, other_in, other_out, fees_taken,"
        + " paid_out, closing, basis_points, fee, fee_owed, reserve, payout, transfer, settled"
        + " FROM settlement_day WHERE account = ? AND day = ?"
    ).first(.integer(account.rawValue), .integer(empty.day.number)) { row in
      var statement = empty
      statement.take(
        DayTotals(
          opening: row.integer(0), sales: row.integer(1), saleCount: row.integer(2),
          refunds: row.integer(3), refundCount: row.integer(4), otherIn: row.integer(5),
          otherOut: row.integer(6), feesTaken: row.integer(7), paidOut: row.integer(8),
          closing: row.integer(9)))
      statement.basisPoints = row.integer(10)
      statement.fee = row.integer(11)
      statement.feeOwed = row.integer(12)
      statement.reserve = row.integer(13)
      statement.payout = row.integer(14)
      statement.transfer = row.optionalInteger(15).map { TransferID("t_\($0)") }
      statement.settled = Instant(milliseconds: row.integer(16))
      return statement
    }
  }
}

/// What the core knows of a statement at once.
package enum StatementStart: Sendable {
  /// All of it.
  case done(MerchantStatement)
  /// The day is not settled: its rows are read where nobody waits for it.
  case open(OpenDay)
}

/// A day that is not settled yet, to be read by ``PlatformReader/statement(_:)``.
package struct OpenDay: Sendable {
  let statement: MerchantStatement
  let account: AccountID
  let settled: Platform.SettledUpTo
  let head: RowID
}

extension PlatformReader {
  /// The statement of a day that is not settled, as it stands.
  package func statement(_ day: OpenDay) throws(StoreError) -> MerchantStatement {
    try PlatformReader.statement(day, on: connection)
  }

  /// The same on a connection of the caller's.
  static func statement(
    _ day: OpenDay, on connection: Connection
  ) throws(StoreError) -> MerchantStatement {
    let kinds = try connection.prepare("SELECT kind FROM account WHERE id = ?")
    let chain = ChainReader(try connection.prepare(ChainReader.query)) {
      (account) throws(StoreError) in
      try kinds.first(.integer(account.rawValue)) { AccountKind(rawValue: $0.integer(0)) } ?? nil
    }
    var statement = day.statement
    func totals(
      from settled: Platform.SettledUpTo, until cut: Instant
    ) throws(StoreError) -> DayScan {
      var scan = DayScan(day.account, from: settled, head: day.head, until: cut)
      var rows = Int64.max
      try chain.go(on: &scan, rows: &rows)
      return scan
    }
    // What came before this day and is not settled yet is part of what it opens with.
    let before = try totals(from: day.settled, until: statement.day.start)
    let opening = Platform.SettledUpTo(row: before.last, posted: before.totals.closing)
    statement.take(try totals(from: opening, until: statement.day.end).totals)
    statement.feeOwed = day.settled.feeOwed
    return statement
  }
}

extension MerchantStatement {
  mutating func take(_ totals: DayTotals) {
    (opening, closing) = (totals.opening, totals.closing)
    (sales, saleCount) = (totals.sales, totals.saleCount)
    (refunds, refundCount) = (totals.refunds, totals.refundCount)
    (otherIn, otherOut) = (totals.otherIn, totals.otherOut)
    (feesTaken, paidOut) = (totals.feesTaken, totals.paidOut)
  }
}
