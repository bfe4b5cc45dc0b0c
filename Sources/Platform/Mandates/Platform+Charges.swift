import Store
package import Wire

/// Charging by a mandate: within its caps, one charge a period where it recurs; what fails is tried
/// again after 1, 3 and 7 days, is then past due, and lapses a week later.
extension Platform {
  /// When a failed charge is tried again, in days after the first try.
  static let chargeRetryDays: [Int64] = [1, 3, 7]
  /// How long a charge may be past due before its mandate lapses, in days.
  static let chargeGraceDays: Int64 = 7

  /// Plans a charge of a program.
  func planCharge(
    _ effect: ChargeEffect, _ effects: inout EffectPlan, _ plan: inout Plan
  ) throws {
    let app = effects.release.key.app
    guard let mandate = try mandate(app, key: effect.mandate) else {
      throw Refusal(MandateError.unknown)
    }
    guard mandate.status == .active, let day = mandate.approvedDay else {
      throw Refusal(MandateError.notOpen, ["status": .string(mandate.status.rawValue)])
    }
    let running = mandate.terms.period(of: SeoulDay(effects.now), approved: day)
    let period = effect.period ?? running
    guard period <= running else {
      throw Refusal(MandateError.periodAhead, ["period": .integer(period)])
    }
    try checkKey(effect, mandate, effects)
    try checkCaps(effect.amount, mandate, period: period, effects)
    effects.charges.append(
      PlannedCharge(
        mandate: mandate.id, period: period, key: effect.key, amount: effect.amount))
    let charge = ChargeRow(
      id: try newRow("mandate_charge", &plan), mandate: mandate.id, period: period,
      key: effect.key, amount: effect.amount, title: effect.title ?? mandate.title,
      session: effects.stage.session, status: .retrying, created: effects.now, tries: 0)
    plan.write(
      "INSERT INTO mandate_charge(id, mandate, period, key, amount, title, session, status,"
        + " created, tries) VALUES (?, ?, ?, ?, ?, ?, ?, 'retrying', ?, 0)",
      .integer(charge.id), .integer(mandate.id), .integer(period), .text(charge.key),
      .integer(charge.amount), .text(charge.title.json.text), .integer(charge.session),
      .integer(charge.created.milliseconds))
    try attempt(charge, mandate, &plan, now: effects.now)
  }

  /// The key names the charge and its receipt, so it must be free as both.
  private func checkKey(
    _ effect: ChargeEffect, _ mandate: MandateRow, _ effects: EffectPlan
  ) throws {
    let isCharge = try sql("SELECT 1 FROM mandate_charge WHERE mandate = ? AND key = ?")
      .first(.integer(mandate.id), .text(effect.key)) { _ in true }
    let isPlanned =
      effects.bills.contains { $0.key == effect.key }
      || effects.charges.contains { $0.key == effect.key }
    let isBill = try bill(session: effects.stage.session, key: effect.key) != nil
    guard isCharge == nil, !isPlanned, !isBill else {
      throw Refusal(DataError.effectInvalid, ["pointer": "/key", "reason": "was used before"])
    }
  }

  private func checkCaps(
    _ amount: Int64, _ mandate: MandateRow, period: Int64, _ effects: EffectPlan
  ) throws {
    let terms = mandate.terms
    func text(_ amount: Int64) -> JSON { .string(Money(amount, terms.currency).formatted) }
    let planned = effects.charges.filter { $0.mandate == mandate.id }
    if terms.usage == .recurring {
      let was = try sql(
        "SELECT 1 FROM mandate_charge WHERE mandate = ? AND period = ? AND status <> 'dropped'"
      ).first(.integer(mandate.id), .integer(period)) { _ in true }
      guard was == nil, !planned.contains(where: { $0.period == period }) else {
        throw Refusal(MandateError.periodCharged, ["period": .integer(period)])
      }
    }
    guard amount <= terms.maxPerCharge else {
      throw Refusal(MandateError.capCharge, ["limit": text(terms.maxPerCharge)])
    }
    // Amounts are at most 10^12 and a sum is at most the total, so nothing overflows.
    let inPeriod =
      try chargedSum(mandate.id, period: period)
      + planned.reduce(0) { $0 + ($1.period == period ? $1.amount : 0) }
    guard amount <= terms.maxPerPeriod - inPeriod else {
      throw Refusal(
        MandateError.capPeriod,
        ["limit": text(terms.maxPerPeriod), "left": text(terms.maxPerPeriod - inPeriod)])
    }
    let altogether = try chargedSum(mandate.id) + planned.reduce(0) { $0 + $1.amount }
    guard amount <= terms.total - altogether else {
      throw Refusal(
        MandateError.capTotal,
        ["limit": text(terms.total), "left": text(terms.total - altogether)])
    }
  }

  /// Tries a charge: money, receipt and event together, or nothing but the note that it failed.
  func attempt(
    _ charge: ChargeRow, _ mandate: MandateRow, _ plan: inout Plan, now: Instant
  ) throws {
    do {
      _ = try pay(charge, mandate, by: .mandate, &plan, now: now)
    } catch let refusal as Refusal {
      try fail(charge, mandate, refusal, &plan, now: now)
    }
  }

  /// Whose word a charge is paid by.
  private enum Approval {
    /// The mandate stands for the PIN.
    case mandate
    /// The person pays what is owed, all of it decided on at once.
    case person
  }

  /// Plans the payment of a charge with its receipt; throws why it cannot be paid now, having
  /// planned nothing. Answers what the payer would have left.
  private func pay(
    _ charge: ChargeRow, _ mandate: MandateRow, by approval: Approval, _ plan: inout Plan,
    now: Instant
  ) throws -> Int64 {
    guard let payer = try principal(row: mandate.person) else {
      preconditionFailure("person \(mandate.person) is referenced and not there")
    }
    guard payer.tier >= .registered else {
      throw Refusal(
        AuthError.tierTooLow,
        ["needed": .string(Tier.registered.rawValue), "tier": .string(payer.tier.rawValue)])
    }
    var ledgerPlan = plan.ledger ?? ledger.plan(now: now)
    let currency = mandate.terms.currency
    let from = try ledgerPlan.open(Platform.owner(payer.person), .user, currency)
    let to = try ledgerPlan.open(Platform.owner(mandate.merchant), .merchant, currency)
    let outcome = try ledgerPlan.transfer(
      TransferRequest(
        legs: [Leg(from: from, to: to, amount: Money(charge.amount, currency))], key: nil,
        limits: TransferLimits(
          maximumPayment: tiers.limits(payer.tier).payment, maximumBalance: nil)))
    guard let record = outcome.record else {
      throw outcome.refusal.map { wire($0) }
        ?? Refusal(PlatformError.internalFault, ["reason": "no outcome"])
    }
    // What the rules deny is not charged.
    if approval == .mandate {
      try authorize(
        PaymentFacts(kind: .pay, amount: charge.amount, payee: to), payer, isProved: true, &plan,
        now: now)
    }
    plan.ledger = ledgerPlan
    let bill = try receipt(of: charge, mandate, payer, record, &plan, now: now)
    plan.write(
      "UPDATE mandate_charge SET status = 'charged', tries = tries + 1, bill = ? WHERE id = ?",
      .integer(bill.id), .integer(charge.id))
    unschedule(MandateRetryTimer.self, String(charge.id), &plan)
    try tellCharged(charge, mandate, bill, &plan, now: now)
    return record.balance(after: from)?.available ?? 0
  }

  /// The receipt of a charge: a bill that is paid from the beginning.
  private func receipt(
    of charge: ChargeRow, _ mandate: MandateRow, _ payer: Person, _ record: TransferRecord,
    _ plan: inout Plan, now: Instant
  ) throws -> BillRow {
    let line = BillView.Line(
      id: "charge", title: charge.title, quantity: 1, unitAmount: charge.amount)
    let bill = BillRow(
      id: try newRow("bill", &plan), name: BillID(newName("b_")), session: charge.session,
      app: mandate.app, merchant: mandate.merchant, key: charge.key, payee: nil,
      payeeName: mandate.payeeName, place: nil, lines: [line],
      total: Money(charge.amount, mandate.terms.currency), status: .paid, payer: payer.row,
      receipt: nil, created: now, expires: now, paidAt: now, paidBy: payer.row,
      transfer: record.id, refunded: 0, delivery: .none, deliverBy: nil, revision: 1,
      people: [payer.row])
    insert(
      bill, people: [Member(person: payer.row, name: payer.person, number: 1, isHere: true)],
      &plan)
    plan.write(
      "UPDATE bill SET paid_at = ?, paid_by = ?, transfer = ? WHERE id = ?",
      .integer(now.milliseconds), .integer(payer.row), .integer(record.id.rawValue),
      .integer(bill.id))
    return bill
  }

  private func tellCharged(
    _ charge: ChargeRow, _ mandate: MandateRow, _ bill: BillRow, _ plan: inout Plan, now: Instant
  ) throws {
    var told = charge.arguments
    told["bill"] = .integer(bill.id)
    try tellProgram(mandate, "mandate.charged", told, &plan, now: now)
    let money = bill.total.formatted
    try send(
      to: mandate.person, app: mandate.app, from: mandate.payeeName, template: "mandate.charged",
      once: "\(mandate.name.text) \(charge.key)",
      text: LocalizedText(
        ko: "\(charge.title.text(in: .korean)): \(money)이 자동 결제되었습니다.",
        en: "\(charge.title.text(in: .english)): \(money) was charged automatically."),
      bill: bill.id, &plan, now: now)
    try tellBill(bill, &plan, now: now)
  }

  /// Notes a failed try: when it is tried again, or that it is past due. No row of the ledger and
  /// no bill: who did not pay finds nothing in their history.
  private func fail(
    _ charge: ChargeRow, _ mandate: MandateRow, _ refusal: Refusal, _ plan: inout Plan,
    now: Instant
  ) throws {
    var mandate = mandate
    var told = charge.arguments
    told["code"] = .string(refusal.code.name)
    let tries = charge.tries + 1
    let isOver = tries > Int64(Platform.chargeRetryDays.count)
    let next =
      isOver
      ? now.adding(seconds: Platform.chargeGraceDays * 86_400)
      : max(
        charge.created.adding(seconds: Platform.chargeRetryDays[Int(tries) - 1] * 86_400),
        // After a stop of some days the tries still lie a day apart.
        now.adding(seconds: 86_400))
    told["next"] = .integer(next.milliseconds)
    plan.write(
      "UPDATE mandate_charge SET status = ?, tries = ? WHERE id = ?",
      .text((isOver ? ChargeRow.Status.pastDue : .retrying).rawValue), .integer(tries),
      .integer(charge.id))
    schedule(MandateRetryTimer.self, String(charge.id), at: next, &plan)
    if isOver {
      try turn(&mandate, .pastDue, event: "mandate.past_due", charge: told, &plan, now: now)
    } else {
      try tellProgram(mandate, "mandate.failed", told, &plan, now: now)
    }
    let money = Money(charge.amount, mandate.terms.currency).formatted
    let day = SeoulDay(next).description
    try send(
      to: mandate.person, app: mandate.app, from: mandate.payeeName,
      template: isOver ? "mandate.past_due" : "mandate.failed",
      once: "\(mandate.name.text) \(charge.key) \(tries)",
      text: LocalizedText(
        ko: "\(money)을 자동 결제하지 못했습니다: \(refusal.message(in: .korean)) "
          + (isOver ? "\(day)까지 내지 않으면 해지됩니다." : "\(day)에 다시 시도합니다."),
        en: "\(money) could not be charged: \(refusal.message(in: .english)) "
          + (isOver ? "It ends on \(day) unless you pay." : "Tried again on \(day).")),
      bill: nil, &plan, now: now)
  }

  /// Pays what is owed at the person's own word: all of it or nothing.
  package func mandateRetry(
    _ caller: Person, _ params: MandateRetryMethod.Params, _ body: RequestBody,
    proof: PINProof? = nil, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, money: true, now: now) { plan in
      guard var mandate = try mandate(params.mandate), mandate.person == caller.row else {
        throw Refusal(MandateError.unknown)
      }
      let owed = try owedCharges(mandate.id)
      guard !owed.isEmpty else { throw Refusal(MandateError.nothingOwed) }
      let sum = owed.reduce(Int64(0)) { $0 + $1.amount }
      guard params.amount == sum else {
        throw Refusal(
          BillError.amountChanged,
          ["amount": .string(Money(sum, mandate.terms.currency).formatted)])
      }
      var balance: Int64 = 0
      for charge in owed {
        balance = try pay(charge, mandate, by: .person, &plan, now: now)
      }
      let payee = try ledger.find(Platform.owner(mandate.merchant), .merchant, .krw) ?? .none
      try authorize(
        PaymentFacts(kind: .pay, amount: sum, payee: payee), caller, body, proof, &plan, now: now)
      if mandate.status == .pastDue {
        mandate.status = .active
        plan.write("UPDATE mandate SET status = 'active' WHERE id = ?", .integer(mandate.id))
      }
      var shown = try view(mandate, now: now)
      // The charges are planned, not yet stored.
      (shown.owed, shown.nextStep) = (0, nil)
      shown.chargedTotal += sum
      shown.charged += owed.reduce(0) { $0 + ($1.period == shown.period ? $1.amount : 0) }
      return MandateRetryMethod.Result(mandate: shown, balance: balance)
    }
  }
}

extension ChargeRow {
  /// What a program is told about it.
  var arguments: JSONObject {
    ["key": .string(key), "period": .integer(period), "amount": .integer(amount)]
  }
}

/// Tries a failed charge again; ends a mandate whose charge stayed past due.
enum MandateRetryTimer: ScheduledJob {
  static let name = "mandate.retry"

  static func fire(
    _ firing: Firing, in platform: Platform, _ plan: inout Plan
  ) throws -> AfterFiring {
    guard let row = Int64(firing.subject), let charge = try platform.charge(row: row),
      var mandate = try platform.mandate(row: charge.mandate)
    else { return .done }
    switch charge.status {
    case .charged, .dropped: return .done
    case .retrying:
      try platform.attempt(charge, mandate, &plan, now: firing.now)
      // The attempt has set the next step, or taken the timer away.
      return .handled
    case .pastDue:
      try platform.drop(try platform.owedCharges(mandate.id), &plan)
      try platform.turn(
        &mandate, .lapsed, event: "mandate.lapsed", charge: charge.arguments, &plan,
        now: firing.now)
      try platform.send(
        to: mandate.person, app: mandate.app, from: mandate.payeeName,
        template: "mandate.lapsed", once: mandate.name.text,
        text: LocalizedText(
          ko: "결제하지 못해 자동 결제가 끝났습니다.", en: "It ended because it could not be charged."),
        bill: nil, &plan, now: firing.now)
      return .done
    }
  }
}
