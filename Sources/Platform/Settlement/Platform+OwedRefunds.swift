import Store
import Wire

/// Refunds that a merchant could not afford: refused for the moment, kept, and tried again when
/// its day is settled, before anything is paid to its bank. A merchant is never below zero.
extension Platform {
  /// Keeps a refund that was refused because the merchant's balance was too low; staff hear of it.
  /// The refusal sticks to its key from then on: who asks again would be paid twice, once by the
  /// answer and once by the settlement.
  func oweRefund(
    _ outcome: Outcome<JSON>, bill: BillRow?, amount: Int64?, reason: LocalizedText,
    scope: String, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    guard case .failure(let refusal) = outcome.result, refusal.code == WalletError.merchantFunds,
      let bill, try !isKept(scope, body.key)
    else { return outcome }
    var plan = Plan()
    try planOwedRefund(
      bill, amount: amount, reason: reason, request: "\(scope) \(body.key)", &plan, now: now)
    plan.remember(
      scope, body, refusal.wire(in: .korean), refused: true, money: true, now: now)
    var told = outcome
    told.notices += plan.notices
    try apply(plan)
    return told
  }

  /// The same for a program's `refund`; the call is refused as a whole. Where the same call asks
  /// once more, `isKept` tells that it has been taken on.
  func noteOwedRefund(
    _ effect: Effect, _ refusal: Refusal, _ ticket: CallTicket, _ stage: Stage, now: Instant
  ) throws {
    guard refusal.code == WalletError.merchantFunds,
      case .refund(let key, let amount, let reason) = effect,
      let bill = try ownBill(ticket.release.key.app, session: stage.session, key: key)
    else { return }
    let (scope, name) = Self.refundRequest(ticket, key: key, amount: amount)
    guard try !isKept(scope, name) else { return }
    var plan = Plan()
    try planOwedRefund(
      bill, amount: amount, reason: LocalizedText(reason), request: "\(scope) \(name)", &plan,
      now: now)
    plan.write(
      "INSERT INTO request(principal, key, body, outcome, refused, at) VALUES (?, ?, ?, ?, 1, ?)",
      .text(scope), .text(name), .blob([]), .text(refusal.wire(in: .korean).text),
      .integer(now.milliseconds))
    try apply(plan)
  }

  /// The name under which a call's refund is kept: the call is the same at every attempt.
  static func refundRequest(
    _ ticket: CallTicket, key: String, amount: Int64?
  ) -> (scope: String, name: String) {
    (
      "app:\(ticket.release.key.app.text)",
      "\(ticket.context.id):\(key):\(amount.map(String.init) ?? "all")"
    )
  }

  /// Whether a refund has been taken on, be it still owed or paid since.
  func isKept(_ scope: String, _ name: String) throws -> Bool {
    try sql("SELECT 1 FROM request WHERE principal = ? AND key = ?")
      .first(.text(scope), .text(name)) { _ in true } ?? false
  }

  private func planOwedRefund(
    _ bill: BillRow, amount: Int64?, reason: LocalizedText, request: String, _ plan: inout Plan,
    now: Instant
  ) throws {
    plan.write(
      "INSERT INTO refund_owed(bill, merchant, amount, reason, request, at)"
        + " VALUES (?, ?, ?, ?, ?, ?)",
      .integer(bill.id), .text(bill.merchant.text), .integer(amount), .text(reason.json.text),
      .text(request), .integer(now.milliseconds))
    let money = Money(amount ?? bill.total.amount - bill.refunded, bill.total.currency).formatted
    for person in try staff(of: bill.merchant) {
      try send(
        to: person, app: bill.app, from: bill.payeeName, template: "refund.owed", once: request,
        text: LocalizedText(
          ko: "잔액이 모자라 \(money)을 환불하지 못했습니다. 정산 때 다시 시도합니다.",
          en: "\(money) could not be refunded: the balance is too low. Tried again at settlement."),
        bill: bill.id, &plan, now: now)
    }
  }

  /// Plans what a merchant can afford of the refunds it owes, oldest first; answers their sum. One
  /// that has become impossible is dropped.
  func retryOwedRefunds(
    of merchant: MerchantID, _ plan: inout Plan, now: Instant
  ) throws -> Int64 {
    let rows = try sql(
      "SELECT id, bill, amount, reason FROM refund_owed WHERE merchant = ? ORDER BY id LIMIT ?"
    ).rows(.text(merchant.text), .integer(Platform.owedRefundLimit)) {
      (id: $0.integer(0), bill: $0.integer(1), amount: $0.optionalInteger(2), reason: $0.text(3))
    }
    var after: [Int64: BillRow] = [:]
    var sum: Int64 = 0
    for row in rows {
      guard let bill = try after[row.bill] ?? self.bill(row: row.bill) else { continue }
      let reason = LocalizedText(json: try JSON.parse(row.reason)) ?? ""
      do {
        let changed = try planRefund(bill, amount: row.amount, reason: reason, &plan, now: now)
        sum += changed.refunded - bill.refunded
        after[row.bill] = changed
      } catch let refusal as Refusal {
        if refusal.code == WalletError.merchantFunds { continue }
      }
      plan.write("DELETE FROM refund_owed WHERE id = ?", .integer(row.id))
    }
    return sum
  }
}
