import Store
package import Wire

/// Statements: a merchant's day as it was settled, or as it stands so far.
extension Platform {
  /// A merchant's day, for its owner and manager.
  package func shopStatement(
    _ caller: Person, _ params: ShopStatementMethod.Params, now: Instant
  ) throws -> MerchantStatement {
    _ = try requireRole(caller, at: params.merchant, oneOf: [.owner, .manager])
    let day = params.day ?? SeoulDay(now).adding(days: -1)
    guard day <= SeoulDay(now) else {
      throw Refusal(ScheduleError.dayNotOver, ["day": .string(day.description)])
    }
    return try statement(of: params.merchant, day: day)
  }

  /// The statement of a day in won.
  func statement(of merchant: MerchantID, day: SeoulDay) throws -> MerchantStatement {
    var statement = MerchantStatement(merchant: merchant, day: day)
    guard let account = try ledger.find(Platform.owner(merchant), .merchant, .krw) else {
      return statement
    }
    if let stored = try settledDay(account, statement) { return stored }
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
      return statement
    }
    // What came before this day and is not settled yet is part of what it opens with.
    let opening = try dayTotals(of: account, from: settled, until: day.start)
    let from = SettledUpTo(row: opening.last, posted: opening.totals.closing)
    let (totals, _) = try dayTotals(of: account, from: from, until: day.end)
    statement.take(totals)
    statement.feeOwed = settled.feeOwed
    return statement
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

extension MerchantStatement {
  mutating func take(_ totals: DayTotals) {
    (opening, closing) = (totals.opening, totals.closing)
    (sales, saleCount) = (totals.sales, totals.saleCount)
    (refunds, refundCount) = (totals.refunds, totals.refundCount)
    (otherIn, otherOut) = (totals.otherIn, totals.otherOut)
    (feesTaken, paidOut) = (totals.feesTaken, totals.paidOut)
  }
}
