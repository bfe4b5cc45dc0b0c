import Store
package import Wire

/// The decision before money moves: limits of a PIN-less payment, risk, and what proves the person.
extension Platform {
  /// How long decisions are kept: 400 days.
  static let decisionKeepSeconds: Int64 = 400 * 86_400

  /// Whether the person may do this now; throws `wallet.pin_required` or `wallet.risk_denied`.
  ///
  /// A decision against the person is written at once, because the command is refused; call it
  /// where a refusal becomes an outcome. One for the person is part of the plan.
  func authorize(
    _ facts: PaymentFacts, _ caller: Person, _ body: RequestBody, _ proof: PINProof?,
    _ plan: inout Plan, now: Instant
  ) throws {
    try authorize(
      facts, caller, isProved: proof?.covers(caller, body, now: now) ?? false, &plan, now: now)
  }

  /// The same where a payment token stands for the PIN.
  func authorize(
    _ facts: PaymentFacts, _ caller: Person, isProved: Bool, _ plan: inout Plan, now: Instant
  ) throws {
    let decided = try decide(facts, caller, now: now)
    var verdict = decided.verdict
    let (features, free) = (decided.features, decided.quickPay)
    if isProved, verdict.decision == .stepUp { verdict.decision = .allow }
    let needsPIN = !isProved && (facts.amount > free || verdict.decision == .stepUp)
    let isPlain = verdict.rules.isEmpty && verdict.shadow.isEmpty && !needsPIN && !isProved
    guard verdict.decision != .deny, !needsPIN else {
      var log = Plan()
      write(verdict, facts, features, caller, isProved: isProved, &log, now: now)
      try apply(log)
      throw refusal(verdict, free, caller)
    }
    // A small transfer that no rule has anything to say about stands in the ledger; that is enough.
    if !(isPlain && facts.kind == .transfer) {
      write(verdict, facts, features, caller, isProved: isProved, &plan, now: now)
    }
    guard facts.kind.movesMoney else { return }
    activities.note(
      PaymentActivity.Payment(at: now, amount: facts.amount, payee: facts.payee), of: caller.row)
  }

  /// What the rules say, and from what.
  private struct Decided {
    let verdict: RiskRules.Verdict
    let features: RiskFeatures
    let quickPay: Int64
  }

  private func decide(
    _ facts: PaymentFacts, _ caller: Person, now: Instant
  ) throws -> Decided {
    let activity = try activity(of: caller)
    let free = quickPay(caller, activity)
    let features = activity.features(
      facts, from: caller.credential, quickPay: free, available: try available(caller, .krw),
      now: now)
    return Decided(
      verdict: RiskRules.standard.decide(facts.kind, features), features: features,
      quickPay: free)
  }

  /// What the rules would say about a payment now; nothing is noted or logged.
  package func riskVerdict(
    of caller: Person, _ kind: PaymentKind, amount: Int64, to payee: PersonID, now: Instant
  ) throws -> RiskRules.Verdict {
    let account = try ledger.find(Platform.owner(payee), .user, .krw) ?? .none
    let facts = PaymentFacts(kind: kind, amount: amount, payee: account)
    return try decide(facts, caller, now: now).verdict
  }

  private func refusal(_ verdict: RiskRules.Verdict, _ free: Int64, _ caller: Person) -> Refusal {
    let reasons = verdict.reasons.map { $0.text(in: caller.lang) }
    if verdict.decision == .deny {
      return Refusal(
        AuthorizationError.riskDenied, ["reason": .string(reasons.joined(separator: ", "))])
    }
    return Refusal(
      AuthorizationError.pinRequired,
      ["quickPay": .integer(free), "reasons": .array(reasons.map(JSON.string))])
  }

  private func write(
    _ verdict: RiskRules.Verdict, _ facts: PaymentFacts, _ features: RiskFeatures,
    _ caller: Person, isProved: Bool, _ plan: inout Plan, now: Instant
  ) {
    let names = RiskFeature.allCases.map { ($0.name, JSON.integer(features[$0])) }
    plan.write(
      "INSERT INTO risk_decision(person, at, kind, amount, decision, rules, shadow, features, pin)"
        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      .integer(caller.row), .integer(now.milliseconds), .text(facts.kind.rawValue),
      .integer(facts.amount), .text(verdict.decision.rawValue),
      .text(verdict.rules.joined(separator: " ")), .text(verdict.shadow.joined(separator: " ")),
      .text(JSON.object(JSONObject(names)).text), .integer(isProved ? 1 : 0))
  }

  /// Whether a sheet of an amount asks for the PIN by its amount alone.
  func needsPIN(_ amount: Int64, _ caller: Person) throws -> Bool { try amount > quickPay(caller) }

  /// Forgets decisions and payment tokens whose time is long over.
  func forgetAuthorizations(_ plan: inout Plan, now: Instant) {
    plan.write(
      "DELETE FROM risk_decision WHERE id IN"
        + " (SELECT id FROM risk_decision WHERE at <= ? LIMIT ?)",
      .integer(now.adding(seconds: -Platform.decisionKeepSeconds).milliseconds),
      .integer(Platform.forgetBatchLimit))
    plan.write(
      "DELETE FROM payment_token WHERE jti IN"
        + " (SELECT jti FROM payment_token WHERE expires <= ? LIMIT ?)",
      .integer(now.adding(seconds: -Platform.keepSeconds).milliseconds),
      .integer(Platform.forgetBatchLimit))
  }
}
