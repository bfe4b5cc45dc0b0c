import Crypto
import Store
import Wire

/// Settling one merchant's day: what it did is read in bounded pieces; then refunds that waited,
/// the fee and the payout, all in one commit group and the last two in one ledger transfer.
extension Platform {
  /// Refunds that waited and are tried again in one settlement of a merchant.
  static let owedRefundLimit: Int64 = 100
  /// The owner of what the platform earns.
  static let feeOwner = AccountOwner("platform:fee")

  /// Whose account it is; nil for an account that is no merchant's.
  func merchant(of account: AccountID) throws(StoreError) -> MerchantID? {
    let owner = try sql("SELECT owner FROM account WHERE id = ?")
      .first(.integer(account.rawValue)) { $0.text(0) }
    guard let owner, owner.hasPrefix("merchant:") else { return nil }
    return MerchantID(String(owner.dropFirst("merchant:".count)))
  }

  /// Plans the settlement of a day; a day that was settled, or a merchant without anything, is
  /// skipped. Where the group may read no more rows, it goes on in the next one.
  func settle(
    _ account: AccountID, day: SeoulDay, rows: inout Int64, _ plan: inout Plan, now: Instant
  ) throws -> BatchItem {
    let settled = try settledUpTo(account)
    if let last = settled.day, last >= day { return .skipped }
    guard let currency = ledger.read(account)?.currency, let merchant = try merchant(of: account)
    else { throw Refusal(LedgerError.accountUnknown) }
    var scan = try dayScan(account, day, from: settled)
    try go(on: &scan, rows: &rows)
    guard scan.isThrough else {
      keep(scan, day, &plan)
      return .more
    }
    forget(scan, &plan)
    guard scan.last != settled.row || scan.totals.closing != 0 else { return .skipped }
    let retried = try retryOwedRefunds(of: merchant, &plan, now: now)
    var settlement = Settlement(
      account: account, merchant: merchant, day: day, currency: currency,
      totals: scan.totals, last: scan.last, settled: settled)
    settlement.basisPoints = try basisPoints(settlement)
    try decide(&settlement, retried: retried, plan, now: now)
    try move(&settlement, &plan, now: now)
    write(settlement, &plan, now: now)
    return .done
  }

  /// What is decided about one day of one merchant.
  struct Settlement {
    let account: AccountID
    let merchant: MerchantID
    let day: SeoulDay
    let currency: Currency
    let totals: DayTotals
    let last: RowID
    let settled: SettledUpTo
    var basisPoints: Int64 = 0
    var fee: Int64 = 0
    var feeOwed: Int64 = 0
    var reserve: Int64 = 0
    var payout: Int64 = 0
    var transfer: TransferNumber?
  }

  private func basisPoints(_ settlement: Settlement) throws(StoreError) -> Int64 {
    let year = settlement.day.civil.year
    func net(_ year: Int64) throws(StoreError) -> Int64 {
      try sql("SELECT net FROM settlement_year WHERE account = ? AND year = ?")
        .first(.integer(settlement.account.rawValue), .integer(year)) { $0.integer(0) } ?? 0
    }
    return fees.basisPoints(
      yearlySales: max(try net(year - 1), try net(year) + settlement.totals.net))
  }

  /// The fee, what is kept back and what is paid out. Never more than what the day left, and never
  /// more than what is there now: later refunds may have taken some of it.
  private func decide(
    _ settlement: inout Settlement, retried: Int64, _ plan: Plan, now: Instant
  ) throws {
    let available =
      (plan.ledger?.read(settlement.account) ?? ledger.read(settlement.account))?.available ?? 0
    let computed = FeePolicy.fee(of: settlement.totals.net, basisPoints: settlement.basisPoints)
    // What is given back is at most what was ever taken.
    let due = max(computed + settlement.settled.feeOwed, -settlement.settled.fees)
    let kept = try reserve(of: settlement.merchant, before: settlement.day.end)
    // Not even the fee may take what may have to be given back.
    settlement.fee = min(due, max(0, available - kept.all))
    settlement.feeOwed = due - settlement.fee
    settlement.reserve = kept.before
    let left = settlement.totals.closing - retried - settlement.fee - kept.before
    let there = available - settlement.fee - kept.all
    settlement.payout = min(max(0, min(left, there)), Money.largestAmount)
  }

  /// Paid orders that the shop has not confirmed: they may have to be given back.
  private func reserve(
    of merchant: MerchantID, before cut: Instant
  ) throws(StoreError) -> (before: Int64, all: Int64) {
    try sql(
      "SELECT ifnull(sum(total - refunded) FILTER (WHERE paid_at < ?2), 0),"
        + " ifnull(sum(total - refunded), 0) FROM bill"
        + " WHERE merchant = ?1 AND refund_by IS NOT NULL AND status = 'paid'"
    ).first(.text(merchant.text), .integer(cut.milliseconds)) { ($0.integer(0), $0.integer(1)) }
      ?? (0, 0)
  }

  /// One transfer for fee and payout, under a key of the day: even books that were lost could not
  /// pay it twice.
  private func move(_ settlement: inout Settlement, _ plan: inout Plan, now: Instant) throws {
    guard settlement.fee != 0 || settlement.payout > 0 else { return }
    var ledgerPlan = plan.ledger ?? ledger.plan(now: now)
    let fee = try ledgerPlan.open(Platform.feeOwner, .fee, settlement.currency)
    let bank = try ledgerPlan.open(Platform.bank, .external, settlement.currency)
    let account = settlement.account
    func money(_ amount: Int64) -> Money { Money(amount, settlement.currency) }
    var legs: [Leg] = []
    if settlement.fee > 0 {
      legs.append(Leg(from: account, to: fee, amount: money(settlement.fee)))
    }
    if settlement.fee < 0 {
      legs.append(Leg(from: fee, to: account, amount: money(-settlement.fee)))
    }
    if settlement.payout > 0 {
      legs.append(Leg(from: account, to: bank, amount: money(settlement.payout)))
    }
    let name = "\(account.rawValue) \(settlement.day)"
    let key = RequestKey(
      principal: SettlementBatch.name, key: name, bodyHash: Blake2b.hash(Array(name.utf8)))
    let outcome = try ledgerPlan.transfer(TransferRequest(legs: legs, key: key))
    guard case .done(let record) = outcome else {
      throw outcome.refusal.map { wire($0) }
        ?? Refusal(PlatformError.internalFault, ["reason": .string("\(name) was settled before")])
    }
    plan.ledger = ledgerPlan
    settlement.transfer = record.id
  }

  private func write(_ settlement: Settlement, _ plan: inout Plan, now: Instant) {
    let totals = settlement.totals
    let account = Value.integer(settlement.account.rawValue)
    plan.write(
      "INSERT INTO settlement_day(account, day, merchant, currency, opening, sales, sale_count,"
        + " refunds, refund_count, other_in, other_out, fees_taken, paid_out, closing,"
        + " basis_points, fee, fee_owed, reserve, payout, transfer, bank, settled)"
        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      account, .integer(settlement.day.number), .text(settlement.merchant.text),
      .text(settlement.currency.rawValue), .integer(totals.opening), .integer(totals.sales),
      .integer(totals.saleCount), .integer(totals.refunds), .integer(totals.refundCount),
      .integer(totals.otherIn), .integer(totals.otherOut), .integer(totals.feesTaken),
      .integer(totals.paidOut), .integer(totals.closing), .integer(settlement.basisPoints),
      .integer(settlement.fee), .integer(settlement.feeOwed), .integer(settlement.reserve),
      .integer(settlement.payout), .integer(settlement.transfer?.rawValue),
      settlement.payout > 0 ? .text(Platform.bank.name) : .null, .integer(now.milliseconds))
    plan.write(
      "INSERT INTO settlement_account(account, row, posted, day, fees, fee_owed)"
        + " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(account) DO UPDATE SET"
        + " row = ?2, posted = ?3, day = ?4, fees = ?5, fee_owed = ?6",
      account, .integer(settlement.last.rawValue), .integer(totals.closing),
      .integer(settlement.day.number), .integer(settlement.settled.fees + settlement.fee),
      .integer(settlement.feeOwed))
    plan.write(
      "INSERT INTO settlement_year(account, year, net) VALUES (?, ?, ?)"
        + " ON CONFLICT(account, year) DO UPDATE SET net = net + excluded.net",
      account, .integer(settlement.day.civil.year), .integer(totals.net))
  }
}
