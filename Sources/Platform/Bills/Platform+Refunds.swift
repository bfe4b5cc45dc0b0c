import Crypto
import Store
package import Wire

/// Giving money back: by staff, by the program, by the person, or by the clock.
extension Platform {
  /// Gives money of a paid bill back; for the merchant's owner, manager and cashier.
  package func billRefund(
    _ caller: Person, _ params: BillRefundMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    let outcome = try once(caller.keyScope, body, money: true, now: now) { plan in
      guard let bill = try bill(params.bill), bill.receipt == nil else {
        throw Refusal(BillError.unknown)
      }
      _ = try requireRole(caller, at: bill.merchant, oneOf: [.owner, .manager, .cashier])
      guard (1...200).contains(params.reason.count) else {
        throw Refusal(
          RequestError.invalid, ["pointer": "/reason", "reason": "must have 1 to 200 characters"])
      }
      let after = try planRefund(
        bill, amount: params.amount, reason: LocalizedText(params.reason.cleaned), &plan, now: now)
      return BillRefundMethod.Result(bill: try view(after, for: nil, now: now))
    }
    return try oweRefund(
      outcome, bill: try bill(params.bill), amount: params.amount,
      reason: LocalizedText(params.reason.cleaned), scope: caller.keyScope, body, now: now)
  }

  /// Cancels a paid order that nobody confirmed in time; everything is refunded. For its payer
  /// and for the merchant's staff.
  package func billCancel(
    _ caller: Person, _ params: BillCancelMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    let outcome = try once(caller.keyScope, body, money: true, now: now) { plan in
      guard let bill = try bill(params.bill) else { throw Refusal(BillError.unknown) }
      let isStaff = try role(caller.row, at: bill.merchant) != nil
      guard bill.paidBy == caller.row || isStaff else { throw Refusal(BillError.unknown) }
      guard bill.status == .paid || bill.status == .held else {
        throw Refusal(BillError.notPaid)
      }
      let isOverdue = bill.delivery == .overdue || bill.deliverBy.map { now >= $0 } ?? false
      guard isOverdue else {
        throw Refusal(
          BillError.notCancellable,
          ["from": bill.deliverBy.map { .string($0.iso8601) } ?? "-"])
      }
      if bill.status == .held {
        let after = try planRelease(bill, reason: .cancelled, &plan, now: now)
        return BillCancelMethod.Result(bill: try view(after, for: caller.row, now: now))
      }
      let after = try planRefund(
        bill, amount: nil, reason: Platform.unconfirmed, &plan, now: now)
      return BillCancelMethod.Result(bill: try view(after, for: caller.row, now: now))
    }
    return try oweRefund(
      outcome, bill: try bill(params.bill), amount: nil, reason: Platform.unconfirmed,
      scope: caller.keyScope, body, now: now)
  }

  /// Why an order is refunded that the shop has not taken in.
  static let unconfirmed = LocalizedText(
    ko: "가게가 주문을 확인하지 못했습니다", en: "the shop did not confirm the order")

  /// Plans a refund of a paid bill: to its payer, at most what remains of it, never below zero for
  /// the merchant. The program hears of it.
  @discardableResult
  func planRefund(
    _ bill: BillRow, amount asked: Int64?, reason: LocalizedText, _ plan: inout Plan, now: Instant
  ) throws -> BillRow {
    guard bill.status == .paid, let transfer = bill.transfer else {
      throw Refusal(BillError.notPaid)
    }
    let amount = asked ?? bill.total.amount - bill.refunded
    var ledgerPlan = plan.ledger ?? ledger.plan(now: now)
    let outcome = try ledgerPlan.refund(transfer, amount: amount, key: nil)
    if case .refused(let refusal) = outcome {
      if case .insufficientFunds = refusal { throw Refusal(WalletError.merchantFunds) }
      throw wire(refusal)
    }
    plan.ledger = ledgerPlan
    var after = bill
    after.refunded += amount
    if after.refunded == bill.total.amount {
      after.status = .refunded
      after.delivery = .none
    }
    let isOver = after.status == .refunded
    plan.write(
      "UPDATE bill SET refunded = ?, status = ?, delivery = ?, revision = revision + 1,"
        + " deliver_by = CASE WHEN ? THEN NULL ELSE deliver_by END,"
        + " refund_by = CASE WHEN ? THEN NULL ELSE refund_by END WHERE id = ?",
      .integer(after.refunded), .text(after.status.rawValue), .text(after.delivery.rawValue),
      .integer(isOver ? 1 : 0), .integer(isOver ? 1 : 0), .integer(bill.id))
    guard let session = try session(row: bill.session), let release = try release(session.release)
    else { preconditionFailure("bill \(bill.name) has lost its session") }
    owe(
      "bill.refunded", try eventArguments(after, release), release, session: bill.session, &plan,
      now: now)
    if let payer = bill.paidBy {
      let money = Money(amount, bill.total.currency).formatted
      try send(
        to: payer, app: bill.app, from: bill.payeeName, template: "bill.refunded",
        once: "\(bill.name.text) \(after.refunded)",
        text: LocalizedText(
          ko: "\(money)이 환불되었습니다: \(reason.text(in: .korean))",
          en: "\(money) was refunded: \(reason.text(in: .english))"),
        bill: bill.id, &plan, now: now)
    }
    try tellBill(after, &plan, now: now)
    return after
  }
}
