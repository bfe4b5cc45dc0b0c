import Crypto
import Store
import Wire

/// Bills whose payment only sets the money aside: a deposit, the fare of a ride not yet ridden. The
/// program takes what it is owed with `capture`, frees the rest, or the clock frees all of it.
extension Platform {
  /// Notes that a bill's money is set aside; the program hears of it as of a payment.
  func markHeld(
    _ bill: inout BillRow, by caller: Person, _ record: TransferRecord, _ plan: inout Plan,
    now: Instant
  ) throws {
    guard let seconds = bill.holdSeconds else { preconditionFailure("a held bill has a time") }
    bill.status = .held
    bill.paidAt = now
    bill.paidBy = caller.row
    bill.hold = record.id
    bill.heldUntil = now.adding(seconds: seconds)
    plan.write(
      "UPDATE bill SET status = 'held', paid_at = ?, paid_by = ?, hold = ?, held_until = ?,"
        + " revision = revision + 1 WHERE id = ?",
      .integer(now.milliseconds), .integer(caller.row), .integer(record.id.rawValue),
      .integer(bill.heldUntil?.milliseconds), .integer(bill.id))
    try tellHeld(bill, "bill.paid", &plan, now: now)
  }

  /// Takes a held bill's money, all or a part of it; the rest is free again.
  func planCapture(
    _ key: String, _ amount: Int64?, _ effects: EffectPlan, _ plan: inout Plan
  ) throws {
    var bill = try heldBill(key, effects)
    guard let hold = bill.hold else { preconditionFailure("a held bill has a hold") }
    var ledgerPlan = plan.ledger ?? ledger.plan(now: effects.now)
    let taken = amount ?? bill.total.amount
    let outcome = try ledgerPlan.capture(hold, amount: taken, key: nil)
    guard let record = outcome.record else {
      throw outcome.refusal.map { wire($0) } ?? Refusal(BillError.notHeld)
    }
    plan.ledger = ledgerPlan
    bill.status = .paid
    bill.transfer = record.id
    bill.heldUntil = nil
    // What was never taken counts as given back: at most what was taken can be refunded.
    bill.refunded = bill.total.amount - taken
    plan.write(
      "UPDATE bill SET status = 'paid', transfer = ?, held_until = NULL, refunded = ?,"
        + " revision = revision + 1 WHERE id = ?",
      .integer(record.id.rawValue), .integer(bill.refunded), .integer(bill.id))
    try tellBill(bill, &plan, now: effects.now)
  }

  /// Frees a held bill's money.
  func planRelease(_ key: String, _ effects: EffectPlan, _ plan: inout Plan) throws {
    let bill = try heldBill(key, effects)
    guard let hold = bill.hold else { preconditionFailure("a held bill has a hold") }
    var ledgerPlan = plan.ledger ?? ledger.plan(now: effects.now)
    if let refusal = try ledgerPlan.release(hold, key: nil).refusal { throw wire(refusal) }
    plan.ledger = ledgerPlan
    try free(bill, &plan, now: effects.now)
  }

  private func heldBill(_ key: String, _ effects: EffectPlan) throws -> BillRow {
    guard let bill = try bill(session: effects.stage.session, key: key) else {
      throw Refusal(BillError.unknown)
    }
    guard bill.status == .held else { throw Refusal(BillError.notHeld) }
    return bill
  }

  /// Frees what nobody took in time.
  func expireHeldBills(_ plan: inout Plan, now: Instant) throws {
    let rows = try sql(
      "SELECT id FROM bill WHERE status = 'held' AND held_until <= ? ORDER BY held_until LIMIT ?"
    ).rows(.integer(now.milliseconds), .integer(Platform.dueBatchLimit)) { $0.integer(0) }
    for row in rows {
      guard let bill = try bill(row: row), let hold = bill.hold else {
        preconditionFailure("bill \(row) is held")
      }
      var ledgerPlan = plan.ledger ?? ledger.plan(now: now)
      // Somebody who expires holds by themselves may have been quicker; it ends once.
      _ = try ledgerPlan.expire(hold)
      plan.ledger = ledgerPlan
      try free(bill, &plan, now: now)
    }
  }

  private func free(_ bill: BillRow, _ plan: inout Plan, now: Instant) throws {
    var after = bill
    after.status = .cancelled
    after.heldUntil = nil
    plan.write(
      "UPDATE bill SET status = 'cancelled', held_until = NULL, revision = revision + 1"
        + " WHERE id = ?", .integer(bill.id))
    try tellHeld(after, "hold.released", &plan, now: now)
  }

  private func tellHeld(
    _ bill: BillRow, _ event: String, _ plan: inout Plan, now: Instant
  ) throws {
    guard let session = try session(row: bill.session), let release = try release(session.release)
    else { preconditionFailure("bill \(bill.name) has lost its session") }
    owe(
      event, try eventArguments(bill, release), release, session: bill.session, &plan, now: now)
    try tellBill(bill, &plan, now: now)
  }
}
