import Store
package import Wire

/// Giving back what a till took by a pay code.
extension Platform {
  /// Characters of a reason.
  static let refundReasonLength = 1...200

  /// Gives money of a payment at a till back to its payer: by a person who works there, since a
  /// till that was stolen must not be able to empty the shop's account.
  package func shopRefund(
    _ caller: Person, _ params: ShopRefundMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, money: true, now: now) { plan in
      let unknown = Refusal(LedgerError.transferUnknown)
      guard let number = TransferNumber(params.transfer),
        let paid = try tillPayment(number),
        try role(caller.row, at: paid.merchant) != nil
      else { throw unknown }
      _ = try requireRole(caller, at: paid.merchant, oneOf: [.owner, .manager, .cashier])
      guard Platform.refundReasonLength.contains(params.reason.count) else {
        throw Refusal(
          RequestError.invalid, ["pointer": "/reason", "reason": "must have 1 to 200 characters"])
      }
      let amount = params.amount ?? paid.amount - paid.refunded
      guard amount > 0 else {
        throw params.amount == nil
          ? wire(.refundTooLarge(amount: paid.amount, remaining: 0))
          : Refusal(WalletError.amountInvalid)
      }
      var ledgerPlan = ledger.plan(now: now)
      let outcome = try ledgerPlan.refund(number, amount: amount, key: nil)
      if case .refused(let refusal) = outcome {
        if case .insufficientFunds = refusal { throw Refusal(WalletError.merchantFunds) }
        throw wire(refusal)
      }
      guard let record = outcome.record else {
        throw Refusal(PlatformError.internalFault, ["reason": "no outcome"])
      }
      plan.ledger = ledgerPlan
      let refunded = paid.refunded + amount
      plan.write(
        "UPDATE till_payment SET refunded = ? WHERE transfer = ?", .integer(refunded),
        .integer(number.rawValue))
      try tell(paid, amount, refunded, params.reason.cleaned, &plan, now: now)
      return ShopRefundMethod.Result(
        transfer: params.transfer, refund: record.id.wire,
        amount: Money(amount, .krw), refunded: Money(refunded, .krw),
        paid: Money(paid.amount, .krw))
    }
  }

  private struct TillPayment {
    let transfer: TransferNumber
    let merchant: MerchantID
    let payer: Int64
    let amount: Int64
    let refunded: Int64
  }

  private func tillPayment(_ transfer: TransferNumber) throws -> TillPayment? {
    try sql("SELECT merchant, payer, amount, refunded FROM till_payment WHERE transfer = ?")
      .first(.integer(transfer.rawValue)) {
        TillPayment(
          transfer: transfer, merchant: MerchantID($0.text(0)), payer: $0.integer(1),
          amount: $0.integer(2), refunded: $0.integer(3))
      }
  }

  private func tell(
    _ paid: TillPayment, _ amount: Int64, _ refunded: Int64, _ reason: String,
    _ plan: inout Plan, now: Instant
  ) throws {
    let payee = try registeredName(of: paid.merchant)
    let money = Money(amount, .krw).formatted
    try send(
      to: paid.payer, app: payee.app, from: payee.name, template: "till.refunded",
      once: "\(paid.transfer.rawValue) \(refunded)",
      text: LocalizedText(
        ko: "계산대 결제 중 \(money)이 환불되었습니다: \(reason)",
        en: "\(money) of your payment at the till was refunded: \(reason)"),
      bill: nil, &plan, now: now)
  }
}
