import Store
import Wire

/// Bills that set money aside first: paying holds it, the program captures or releases it, or its
/// time runs out and it is free again by itself.
extension Platform {
  /// Why a hold ended without a charge, as programs are told.
  enum ReleaseReason: String {
    /// Its time was over.
    case expired
    /// The shop did not confirm it in a day.
    case unconfirmed
    /// The person or the staff cancelled what nobody confirmed.
    case cancelled
    /// The program gave it back.
    case released
  }

  /// Notes that a bill's money is set aside.
  func markHeld(
    _ bill: inout BillRow, by caller: Person, _ record: TransferRecord, _ plan: inout Plan,
    now: Instant
  ) throws {
    guard let session = try session(row: bill.session), let release = try release(session.release)
    else { preconditionFailure("bill \(bill.name) has lost its session") }
    bill.status = .held
    bill.paidBy = caller.row
    bill.hold = record.id
    bill.holdAmount = bill.total.amount
    bill.heldUntil = Instant(milliseconds: record.rows[0].ref)
    // A program that tells the two apart maps `bill.held`; to others it is a payment.
    let event = release.manifest.on["bill.held"] != nil ? "bill.held" : "bill.paid"
    let isOwed = release.manifest.on[event] != nil
    bill.delivery = isOwed ? .pending : .none
    let deliverBy = now.adding(seconds: release.manifest.deliverWithinSeconds)
    let refundBy = now.adding(seconds: Platform.refundUnconfirmedSeconds)
    plan.write(
      "UPDATE bill SET status = 'held', paid_by = ?, hold = ?, hold_amount = ?, held_until = ?,"
        + " delivery = ?, deliver_by = ?, refund_by = ?, revision = revision + 1 WHERE id = ?",
      .integer(caller.row), .integer(record.id.rawValue), .integer(bill.holdAmount),
      .integer(bill.heldUntil?.milliseconds), .text(bill.delivery.rawValue),
      isOwed ? .integer(deliverBy.milliseconds) : .null,
      isOwed ? .integer(refundBy.milliseconds) : .null, .integer(bill.id))
    owe(
      event, try eventArguments(bill, release), release, session: bill.session,
      bill: bill.id, &plan, now: now)
    try tellBill(bill, &plan, now: now)
  }

  /// A bill of the app whose money is set aside, for an effect.
  private func heldBill(_ key: String, _ effects: EffectPlan) throws -> (BillRow, TransferNumber) {
    let app = effects.release.key.app
    guard let bill = try ownBill(app, session: effects.stage.session, key: key) else {
      throw Refusal(BillError.unknown)
    }
    guard bill.status == .held, let hold = bill.hold, !effects.endedHolds.contains(bill.id) else {
      throw Refusal(BillError.notHeld)
    }
    return (bill, hold)
  }

  /// Plans a capture: at most what is held; the rest is free again, and the receipt tells what was
  /// charged.
  func planCapture(
    _ key: String, _ asked: Int64?, _ lines: [BillEffect.Line], _ effects: inout EffectPlan,
    _ plan: inout Plan
  ) throws {
    var (bill, hold) = try heldBill(key, effects)
    let held = bill.holdAmount ?? bill.total.amount
    let amount = asked ?? held
    guard amount <= held else {
      throw Refusal(
        BillError.captureExceeds, ["held": .string(Money(held, bill.total.currency).formatted)])
    }
    var ledgerPlan = plan.ledger ?? ledger.plan(now: effects.now)
    let outcome = try ledgerPlan.capture(hold, amount: amount, key: nil)
    guard let record = outcome.record else { throw holdRefusal(outcome) }
    plan.ledger = ledgerPlan
    effects.endedHolds.insert(bill.id)
    bill.lines = Platform.captured(bill.lines, lines, amount: amount, held: held)
    bill.total.amount = amount
    bill.status = .paid
    bill.paidAt = effects.now
    bill.transfer = record.id
    bill.delivery = bill.delivery == .none ? .none : .confirmed
    plan.write(
      "UPDATE bill SET status = 'paid', paid_at = ?, transfer = ?, total = ?, lines = ?,"
        + " delivery = ?, deliver_by = NULL, refund_by = NULL, revision = revision + 1"
        + " WHERE id = ?",
      .integer(effects.now.milliseconds), .integer(record.id.rawValue), .integer(amount),
      .text(JSON(encoding: bill.lines).text), .text(bill.delivery.rawValue), .integer(bill.id))
    if let payer = bill.paidBy {
      try sendCaptured(bill, to: payer, held: held, &plan, now: effects.now)
    }
    try tellBill(bill, &plan, now: effects.now)
  }

  /// The lines of a receipt: the program's, or the bill's own less what was not used.
  private static func captured(
    _ lines: [BillView.Line], _ bought: [BillEffect.Line], amount: Int64, held: Int64
  ) -> [BillView.Line] {
    if !bought.isEmpty {
      return bought.map {
        BillView.Line(
          id: $0.id, title: $0.title, quantity: $0.quantity, unitAmount: $0.unitAmount,
          kind: $0.kind)
      }
    }
    guard amount < held else { return lines }
    let unused = BillView.Line(
      id: "unused", title: LocalizedText(ko: "사용하지 않은 금액", en: "Not used"), quantity: 1,
      unitAmount: amount - held, kind: "discount")
    return lines + [unused]
  }

  private func sendCaptured(
    _ bill: BillRow, to payer: Int64, held: Int64, _ plan: inout Plan, now: Instant
  ) throws {
    let charged = bill.total.formatted
    let free = Money(held - bill.total.amount, bill.total.currency)
    var text = LocalizedText(ko: "\(charged)이 결제되었습니다.", en: "\(charged) was charged.")
    if free.amount > 0 {
      text = LocalizedText(
        ko: "\(charged)이 결제되었고, 나머지 \(free.formatted)은 다시 쓸 수 있습니다.",
        en: "\(charged) was charged; the other \(free.formatted) is yours again.")
    }
    try send(
      to: payer, app: bill.app, from: bill.payeeName, template: "bill.captured",
      once: bill.name.text, text: text, bill: bill.id, &plan, now: now)
  }

  /// Plans a release that a program asks for.
  func planRelease(_ key: String, _ effects: inout EffectPlan, _ plan: inout Plan) throws {
    let (bill, _) = try heldBill(key, effects)
    effects.endedHolds.insert(bill.id)
    try planRelease(bill, reason: .released, &plan, now: effects.now)
  }

  /// Plans a release: what is held is free again. The person hears of it, and the program where it
  /// was not its own doing.
  @discardableResult
  func planRelease(
    _ bill: BillRow, reason: ReleaseReason, _ plan: inout Plan, now: Instant
  ) throws -> BillRow {
    guard bill.status == .held, let hold = bill.hold else { throw Refusal(BillError.notHeld) }
    var ledgerPlan = plan.ledger ?? ledger.plan(now: now)
    let outcome =
      reason == .expired
      ? try ledgerPlan.expire(hold) : try ledgerPlan.release(hold, key: nil)
    guard outcome.record != nil else { throw holdRefusal(outcome) }
    plan.ledger = ledgerPlan
    var after = bill
    after.status = .released
    after.delivery = .none
    plan.write(
      "UPDATE bill SET status = 'released', delivery = 'none', deliver_by = NULL,"
        + " refund_by = NULL, revision = revision + 1 WHERE id = ?", .integer(bill.id))
    guard let session = try session(row: bill.session), let release = try release(session.release)
    else { preconditionFailure("bill \(bill.name) has lost its session") }
    if reason != .released {
      var arguments = try eventArguments(after, release).object ?? [:]
      arguments["reason"] = .string(reason.rawValue)
      owe(
        "hold.released", .object(arguments), release, session: bill.session, &plan, now: now)
    }
    if let payer = bill.paidBy {
      let money = Money(bill.holdAmount ?? bill.total.amount, bill.total.currency).formatted
      try send(
        to: payer, app: bill.app, from: bill.payeeName, template: "hold.released",
        once: bill.name.text,
        text: LocalizedText(
          ko: "잡아 둔 \(money)을 다시 쓸 수 있습니다. 결제되지 않았습니다.",
          en: "The \(money) set aside is yours again. Nothing was charged."),
        bill: bill.id, &plan, now: now)
    }
    try tellBill(after, &plan, now: now)
    return after
  }

  private func holdRefusal(_ outcome: LedgerOutcome) -> Refusal {
    switch outcome.refusal {
    case .holdExpired, .holdEnded: Refusal(BillError.notHeld)
    case let refusal?: wire(refusal)
    case nil: Refusal(PlatformError.internalFault, ["reason": "no outcome"])
    }
  }

  /// Ends every hold of a bill whose time is over, exactly once; who holds money for something
  /// else ends that itself.
  func expireHolds(_ plan: inout Plan, now: Instant) throws {
    let rows = try sql(
      "SELECT id FROM bill WHERE status = 'held' AND held_until <= ? ORDER BY held_until LIMIT ?"
    ).rows(.integer(now.milliseconds), .integer(Platform.dueBatchLimit)) { $0.integer(0) }
    for bill in try rows.compactMap({ try bill(row: $0) }) {
      try planRelease(bill, reason: .expired, &plan, now: now)
    }
  }
}
