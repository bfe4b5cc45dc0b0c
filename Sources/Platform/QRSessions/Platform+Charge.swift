import Crypto
import QRCode
import Store
package import Wire

/// Taking money by a pay code: the till asks, the payer's rules decide.
extension Platform {
  /// How long the payer has to confirm a larger amount: two minutes.
  static let chargeConfirmSeconds: Int64 = 120

  /// Takes an amount from the person who shows a pay code.
  package func shopCharge(
    _ caller: Person, _ params: ShopChargeMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, money: true, now: now) { plan in
      _ = try requireRole(caller, at: params.merchant, oneOf: [.owner, .manager, .cashier])
      guard (1...Money.largestAmount).contains(params.amount) else {
        throw Refusal(WalletError.amountInvalid)
      }
      guard var code = try code(place: params.code), code.purpose == .pay, let maker = code.maker,
        let payer = try principal(row: maker)
      else { throw Refusal(QRError.badCheck) }
      let wasAsked = code.machine.status == .scanned
      try code.machine.scan(by: caller.row, now: now)
      // A till that asks again must ask for the same: the payer may be looking at the sheet.
      if wasAsked, code.amount != params.amount || code.merchant != params.merchant {
        throw Refusal(QRError.wrongStatus, ["status": "scanned"])
      }
      code.scans = 1
      code.merchant = params.merchant
      code.amount = params.amount
      try checkCharge(payer, params.amount)
      if try isFree(payer, params, &plan, now: now) {
        try pay(&code, payer, key: nil, &plan, now: now)
      } else if !wasAsked {
        code.machine.extend(until: now.adding(seconds: Platform.chargeConfirmSeconds))
        try update(&code, &plan, now: now)
      }
      return try view(code, for: caller.row, now: now)
    }
  }

  /// Whether a till may take an amount without asking the payer: their own limit without a PIN
  /// and the risk rules decide. What the rules forbid, nobody may take.
  private func isFree(
    _ payer: Person, _ params: ShopChargeMethod.Params, _ plan: inout Plan, now: Instant
  ) throws -> Bool {
    guard try !needsPIN(params.amount, payer) else { return false }
    let payee = try ledger.find(Platform.owner(params.merchant), .merchant, .krw) ?? .none
    do {
      try authorize(
        PaymentFacts(kind: .pay, amount: params.amount, payee: payee), payer, isProved: false,
        &plan, now: now)
      return true
    } catch let refusal as Refusal where refusal.code == AuthorizationError.pinRequired {
      return false
    } catch let refusal as Refusal where refusal.code == AuthorizationError.riskDenied {
      throw Refusal(QRError.payerCannot)
    }
  }

  /// What the payer's tier and wallet allow; a till hears no number of theirs.
  private func checkCharge(_ payer: Person, _ amount: Int64) throws {
    guard amount <= tiers.limits(payer.tier).payment, try available(payer, .krw) >= amount else {
      throw Refusal(QRError.payerCannot)
    }
  }

  /// The payer agrees to what a till has asked for.
  func confirmCharge(
    _ code: inout CodeRow, _ caller: Person, _ params: QRConfirmMethod.Params,
    _ body: RequestBody, _ proof: PINProof?, _ plan: inout Plan, now: Instant
  ) throws {
    guard code.maker == caller.row else { throw Refusal(QRError.notBinder) }
    guard code.machine.at(now).status.isWaiting, let amount = code.amount else {
      // Says what has ended it, or that nobody has asked yet.
      return try code.machine.consume(now: now, from: .scanned)
    }
    guard params.amount == amount else {
      throw Refusal(
        BillError.amountChanged, ["amount": .string(Money(amount, .krw).formatted)])
    }
    try checkLimit(caller, amount)
    let key = RequestKey(
      principal: caller.keyScope, key: body.key, bodyHash: try Digest(body.hash))
    let payee =
      try code.merchant.flatMap { try ledger.find(Platform.owner($0), .merchant, .krw) } ?? .none
    try authorize(
      PaymentFacts(kind: .pay, amount: amount, payee: payee), caller, body, proof, &plan, now: now)
    try pay(&code, caller, key: key, &plan, now: now)
  }

  private func checkLimit(_ payer: Person, _ amount: Int64) throws {
    let limit = tiers.limits(payer.tier).payment
    guard amount <= limit else {
      throw Refusal(WalletError.limit, ["limit": .string(Money(limit, .krw).formatted)])
    }
  }

  /// Money, code and receipt in one transaction.
  private func pay(
    _ code: inout CodeRow, _ payer: Person, key: RequestKey?, _ plan: inout Plan, now: Instant
  ) throws {
    guard let merchant = code.merchant, let amount = code.amount,
      let till = code.machine.scanner
    else { preconditionFailure("a till has asked") }
    try code.machine.consume(now: now, from: .scanned)
    var ledgerPlan = ledger.plan(now: now)
    let money = Money(amount, .krw)
    let from = try ledgerPlan.open(Platform.owner(payer.person), .user, .krw)
    let to = try ledgerPlan.open(Platform.owner(merchant), .merchant, .krw)
    let outcome = try ledgerPlan.transfer(
      TransferRequest(legs: [Leg(from: from, to: to, amount: money)], key: key))
    guard let record = outcome.record else {
      throw outcome.refusal.map { wire($0) }
        ?? Refusal(PlatformError.internalFault, ["reason": "no outcome"])
    }
    plan.ledger = ledgerPlan
    code.transfer = record.id
    plan.write(
      "INSERT INTO till_payment(transfer, code, merchant, till, payer, amount, at)"
        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
      .integer(record.id.rawValue), .text(code.name.text), .text(merchant.text), .integer(till),
      .integer(payer.row), .integer(amount), .integer(now.milliseconds))
    let payee = try registeredName(of: merchant)
    try send(
      to: payer.row, app: payee.app, from: payee.name, template: "till.paid",
      once: code.name.text,
      text: LocalizedText(
        ko: "계산대에서 \(money.formatted)을 결제했습니다.", en: "You paid \(money.formatted) at the till."
      ), bill: nil, &plan, now: now)
    try update(&code, &plan, now: now)
  }
}
