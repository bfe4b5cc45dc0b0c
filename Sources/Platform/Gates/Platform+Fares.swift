import Gate
import Store
import Wire

/// Fares: taken from the hold of the pass, else from the wallet, else owed until it can be paid.
extension Platform {
  /// When an unpaid fare is tried again: an hour.
  static let fareRetrySeconds: Int64 = 3_600

  /// The effect `fare`.
  func planFare(_ effect: FareEffect, _ effects: EffectPlan, _ plan: inout Plan) throws {
    func refuse(_ reason: String) -> Refusal {
      Refusal(GateError.fareInvalid, ["reason": .string(reason)])
    }
    let now = effects.now
    guard var pass = try pass(effect.pass), pass.session == effects.stage.session else {
      throw refuse("the pass is not of this session")
    }
    guard effect.amount <= pass.maximum else { throw refuse("more than the highest fare") }
    let known = try sql("SELECT 1 FROM gate_fare WHERE pass = ? AND key = ?")
      .first(.integer(pass.id), .text(effect.key)) { _ in true }
    let counter = "fare \(effect.key) of \(pass.id)"
    guard known == nil, plan.newRows[counter] == nil else { throw refuse("the key was used") }
    plan.newRows[counter] = 1
    guard let person = try principal(row: pass.person) else {
      preconditionFailure("a pass belongs to somebody")
    }
    let transfer = try take(effect.amount, &pass, person, effects.merchant, &plan, now: now)
    plan.write(
      "INSERT INTO gate_fare(id, pass, key, person, merchant, amount, title, transfer, at, due)"
        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      .integer(try newRow("gate_fare", &plan)), .integer(pass.id), .text(effect.key),
      .integer(pass.person), .text(effects.merchant.text), .integer(effect.amount),
      .text(effect.title.json.text), .integer(transfer?.rawValue), .integer(now.milliseconds),
      transfer == nil
        ? .integer(now.adding(seconds: Platform.fareRetrySeconds).milliseconds) : .null)
    update(pass, &plan)
    try tellFare(effect, pass, effects.release, isPaid: transfer != nil, &plan, now: now)
  }

  private func tellFare(
    _ effect: FareEffect, _ pass: GatePassRow, _ release: Release, isPaid: Bool,
    _ plan: inout Plan, now: Instant
  ) throws {
    let money = Money(effect.amount, .krw).formatted
    func title(_ language: Language) -> String { effect.title.text(in: language) }
    let text =
      isPaid
      ? LocalizedText(
        ko: "\(title(.korean)) 운임 \(money)을 결제했습니다.",
        en: "You paid \(money) for \(title(.english)).")
      : LocalizedText(
        ko: "\(title(.korean)) 운임 \(money)을 내지 못했습니다. 충전해 주세요.",
        en: "\(money) for \(title(.english)) could not be paid. Please top up.")
    try send(
      to: pass.person, app: pass.app, from: release.manifest.name,
      template: isPaid ? "fare.paid" : "fare.unpaid", once: "\(pass.name.text) \(effect.key)",
      text: text, bill: nil, &plan, now: now)
  }

  /// Takes a fare from the hold and holds the highest fare anew for the next ride; nil where
  /// nothing could be taken.
  private func take(
    _ amount: Int64, _ pass: inout GatePassRow, _ person: Person, _ merchant: MerchantID,
    _ plan: inout Plan, now: Instant
  ) throws -> TransferNumber? {
    guard let hold = pass.hold else {
      return try payFare(amount, person, merchant, &plan, now: now)
    }
    var ledgerPlan = plan.ledger ?? ledger.plan(now: now)
    let outcome = try ledgerPlan.capture(hold, amount: amount, key: nil)
    pass.hold = nil
    guard let record = outcome.record else {
      // Somebody else has ended the hold, or its time is over: the ride must be paid all the same.
      return try payFare(amount, person, merchant, &plan, now: now)
    }
    plan.ledger = ledgerPlan
    guard now.milliseconds < ServiceDay.start(of: pass.day + 1) else {
      pass.status = .over
      return record.id
    }
    do {
      pass.hold = try planHold(
        pass.maximum, person, merchant, until: pass.ends, &plan, now: now)
    } catch let refusal as Refusal where refusal.code == WalletError.insufficientFunds {
      pass.status = .stopped
    }
    return record.id
  }

  /// Takes a fare from the wallet itself; nil where it is not there.
  private func payFare(
    _ amount: Int64, _ person: Person, _ merchant: MerchantID, _ plan: inout Plan, now: Instant
  ) throws -> TransferNumber? {
    var ledgerPlan = plan.ledger ?? ledger.plan(now: now)
    let from = try ledgerPlan.open(Platform.owner(person.person), .user, .krw)
    let to = try ledgerPlan.open(Platform.owner(merchant), .merchant, .krw)
    let outcome = try ledgerPlan.transfer(
      TransferRequest(legs: [Leg(from: from, to: to, amount: Money(amount, .krw))], key: nil))
    guard let record = outcome.record else { return nil }
    plan.ledger = ledgerPlan
    return record.id
  }

  /// Pays what a person owes a merchant, oldest first, or says how much is owed.
  func payUnpaid(
    of person: Person, to merchant: MerchantID, _ plan: inout Plan, now: Instant
  ) throws {
    let owed = try sql(
      "SELECT id, amount FROM gate_fare WHERE person = ? AND transfer IS NULL AND merchant = ?"
        + " ORDER BY id LIMIT ?"
    ).rows(
      .integer(person.row), .text(merchant.text), .integer(Platform.dueBatchLimit)
    ) { ($0.integer(0), $0.integer(1)) }
    for (row, amount) in owed {
      guard let transfer = try payFare(amount, person, merchant, &plan, now: now) else {
        throw Refusal(
          GateError.unpaid, ["amount": .string(Money(amount, .krw).formatted)])
      }
      markPaid(fare: row, transfer, &plan)
    }
  }

  private func markPaid(fare row: Int64, _ transfer: TransferNumber, _ plan: inout Plan) {
    plan.write(
      "UPDATE gate_fare SET transfer = ?, due = NULL WHERE id = ?",
      .integer(transfer.rawValue), .integer(row))
  }

  /// What is due at gates: unpaid fares are tried again, holds of days that are over are given
  /// back.
  func settleGates(_ plan: inout Plan, now: Instant) throws {
    let fares = try sql(
      "SELECT id, person, merchant, amount FROM gate_fare WHERE due IS NOT NULL AND due <= ?"
        + " ORDER BY id LIMIT ?"
    ).rows(.integer(now.milliseconds), .integer(Platform.dueBatchLimit)) {
      ($0.integer(0), $0.integer(1), MerchantID($0.text(2)), $0.integer(3))
    }
    for (row, person, merchant, amount) in fares {
      guard let payer = try principal(row: person) else { continue }
      if let transfer = try payFare(amount, payer, merchant, &plan, now: now) {
        markPaid(fare: row, transfer, &plan)
      } else {
        plan.write(
          "UPDATE gate_fare SET due = ? WHERE id = ?",
          .integer(now.adding(seconds: Platform.fareRetrySeconds).milliseconds), .integer(row))
      }
    }
    let over = try sql(
      "SELECT id FROM gate_pass WHERE status <> 'over' AND ends <= ? ORDER BY ends LIMIT ?"
    ).rows(.integer(now.milliseconds), .integer(Platform.dueBatchLimit)) { $0.integer(0) }
    for row in over {
      guard var pass = try pass(row: row) else { continue }
      if let hold = pass.hold {
        var ledgerPlan = plan.ledger ?? ledger.plan(now: now)
        // A hold that has ended by itself meanwhile needs no release.
        if try ledgerPlan.release(hold, key: nil).record != nil { plan.ledger = ledgerPlan }
      }
      pass.hold = nil
      pass.status = .over
      update(pass, &plan)
    }
  }
}
