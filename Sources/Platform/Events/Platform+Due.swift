import Store
package import Wire

/// What falls due by the clock: bills that expire, orders that nobody confirms, answers that are
/// forgotten. Doing it twice does it once.
extension Platform {
  /// Rows of each kind that one run handles.
  static let dueBatchLimit: Int64 = 100
  /// Old rows of each kind that one run forgets: a daemon that was off for long must not stand
  /// still when it comes back.
  static let forgetBatchLimit: Int64 = 1_000
  /// When a refund is tried again that the merchant could not afford: an hour.
  static let refundRetrySeconds: Int64 = 3_600

  /// The next instant at which something falls due by itself; nil where nothing does.
  package func nextDue() throws -> Instant? {
    // Asked after every group: most groups only move money between wallets.
    let changes = connection.totalChanges - ledger.quietChanges
    if let knownDue, knownDue.changes == changes { return knownDue.at }
    let at = try readNextDue()
    knownDue = (at, changes)
    return at
  }

  private func readNextDue() throws -> Instant? {
    let others = [try nextTimer(), try nextBatch(), try nextTradeDue()].compactMap(\.self)
    let rows = try sql(
      """
      SELECT min(due) FROM (
        SELECT min(expires) AS due FROM bill WHERE status = 'open'
        UNION ALL SELECT min(held_until) FROM bill WHERE status = 'held'
        UNION ALL SELECT min(deliver_by) FROM bill WHERE deliver_by IS NOT NULL
        UNION ALL SELECT min(refund_by) FROM bill WHERE refund_by IS NOT NULL
        UNION ALL SELECT min(due) FROM outbox WHERE dead IS NULL AND timer IS NOT NULL
          AND app NOT IN (SELECT app FROM app_off)
        UNION ALL SELECT min(ask) FROM funding WHERE ask IS NOT NULL
        UNION ALL SELECT min(expires) FROM code
          WHERE status IN ('created', 'scanned', 'confirmed')
        UNION ALL SELECT min(forget) FROM code
        UNION ALL SELECT min(ends) FROM gate_pass WHERE status <> 'over'
        UNION ALL SELECT min(due) FROM gate_fare WHERE due IS NOT NULL
        UNION ALL SELECT min(forget) FROM request WHERE forget IS NOT NULL)
      """
    ).first { $0.optionalInteger(0) }?.map(Instant.init(milliseconds:))
    return (others + [rows].compactMap(\.self)).min()
  }

  /// Does what is due; more may remain, ask `nextDue` again.
  package func runDue(now: Instant) throws -> Outcome<Bool> {
    // Each is applied before the next one looks: a hold that ends is no order to be confirmed.
    var outcome = try runHolds(now: now)
    outcome.notices += try askProviders(now: now)
    for next in [try runBills(now: now), try fireTimers(now: now), try runBatches(now: now)] {
      outcome.notices += next.notices
      outcome.owesCalls = outcome.owesCalls || next.owesCalls
    }
    return outcome
  }

  private func runHolds(now: Instant) throws -> Outcome<Bool> {
    var plan = Plan()
    try expireHolds(&plan, now: now)
    let (notices, owesCalls) = (plan.notices, plan.owesCalls)
    try apply(plan)
    return Outcome(true, notices: notices, owesCalls: owesCalls)
  }

  /// What falls due of bills, of program timers and of stored answers.
  private func runBills(now: Instant) throws -> Outcome<Bool> {
    var plan = Plan()
    try expireBills(&plan, now: now)
    try noticeUndelivered(&plan, now: now)
    try refundUnconfirmed(&plan, now: now)
    forgetCodes(&plan, now: now)
    try runTradeDue(&plan, now: now)
    forgetAuthorizations(&plan, now: now)
    try expireCodes(&plan, now: now)
    try settleGates(&plan, now: now)
    plan.write(
      "DELETE FROM request WHERE (principal, key) IN (SELECT principal, key FROM request"
        + " WHERE forget IS NOT NULL AND forget <= ? LIMIT ?)",
      .integer(now.milliseconds), .integer(Platform.forgetBatchLimit))
    let timers =
      try sql(
        "SELECT count(*) FROM outbox WHERE dead IS NULL AND timer IS NOT NULL AND due <= ?"
      ).first(.integer(now.milliseconds)) { $0.integer(0) > 0 } ?? false
    let (notices, owesCalls) = (plan.notices, plan.owesCalls || timers)
    try apply(plan)
    return Outcome(true, notices: notices, owesCalls: owesCalls)
  }

  private func due(_ condition: String, _ now: Instant) throws -> [BillRow] {
    try sql("SELECT id FROM bill WHERE \(condition) <= ? ORDER BY id LIMIT ?")
      .rows(.integer(now.milliseconds), .integer(Platform.dueBatchLimit)) { $0.integer(0) }
      .compactMap { try bill(row: $0) }
  }

  private func expireBills(_ plan: inout Plan, now: Instant) throws {
    for var bill in try due("status = 'open' AND expires", now) {
      bill.status = .expired
      try close(bill, event: "bill.expired", &plan, now: now)
    }
  }

  /// Ends an open bill; the program hears why.
  func close(_ bill: BillRow, event: String, _ plan: inout Plan, now: Instant) throws {
    plan.write(
      "UPDATE bill SET status = ?, revision = revision + 1 WHERE id = ?",
      .text(bill.status.rawValue), .integer(bill.id))
    guard let session = try session(row: bill.session), let release = try release(session.release)
    else { preconditionFailure("bill \(bill.name) has lost its session") }
    owe(
      event, try eventArguments(bill, release), release, session: bill.session, &plan, now: now)
    try tellBill(bill, &plan, now: now)
  }

  private func noticeUndelivered(_ plan: inout Plan, now: Instant) throws {
    for var bill in try due("deliver_by IS NOT NULL AND deliver_by", now) {
      bill.delivery = .overdue
      plan.write(
        "UPDATE bill SET delivery = 'overdue', deliver_by = NULL, revision = revision + 1"
          + " WHERE id = ?", .integer(bill.id))
      let text = LocalizedText(
        ko: "가게가 아직 주문을 확인하지 못했습니다. 취소하면 전액 환불됩니다.",
        en: "Not confirmed by the shop. You may cancel with a full refund.")
      let staffText = LocalizedText(
        ko: "결제된 주문이 프로그램에 전달되지 않았습니다.",
        en: "A paid order has not reached your program.")
      if let payer = bill.paidBy {
        try send(
          to: payer, app: bill.app, from: bill.payeeName, template: "bill.overdue",
          once: bill.name.text, text: text, bill: bill.id, &plan, now: now)
      }
      for person in try staff(of: bill.merchant) where person != bill.paidBy {
        try send(
          to: person, app: bill.app, from: bill.payeeName, template: "bill.overdue",
          once: bill.name.text, text: staffText, bill: bill.id, &plan, now: now)
      }
      try tellBill(bill, &plan, now: now)
    }
  }

  private func refundUnconfirmed(_ plan: inout Plan, now: Instant) throws {
    for bill in try due("refund_by IS NOT NULL AND refund_by", now) {
      guard bill.status == .paid else {
        try planRelease(bill, reason: .unconfirmed, &plan, now: now)
        continue
      }
      do {
        try planRefund(bill, amount: nil, reason: Platform.unconfirmed, &plan, now: now)
      } catch let refusal as Refusal where refusal.code == WalletError.merchantFunds {
        plan.write(
          "UPDATE bill SET refund_by = ? WHERE id = ?",
          .integer(now.adding(seconds: Platform.refundRetrySeconds).milliseconds),
          .integer(bill.id))
      }
    }
  }
}
