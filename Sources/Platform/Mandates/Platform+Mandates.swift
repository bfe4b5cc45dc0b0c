import Store
package import Wire

/// Mandates: an app asks, the person answers in their own shell, and may take it back at once.
extension Platform {
  /// Mandates a person may have that are asked for or in force.
  static let mandateLimit: Int64 = 50
  /// How long a mandate can be approved: one day.
  static let mandateProposalSeconds: Int64 = 86_400

  /// Plans what a program asks for; nothing is allowed yet.
  func planMandate(
    _ effect: MandateEffect, _ effects: inout EffectPlan, _ plan: inout Plan
  ) throws {
    guard let caller = effects.ticket.caller else {
      throw Refusal(DataError.effectInvalid, ["pointer": "", "reason": "nobody is viewing"])
    }
    let app = effects.release.key.app
    let isUsed =
      try effects.mandates.contains { $0.key == effect.key }
      || mandate(app, key: effect.key) != nil
    guard !isUsed else {
      throw Refusal(DataError.effectInvalid, ["pointer": "/key", "reason": "was used before"])
    }
    guard effect.terms.currency == .krw else {
      throw Refusal(
        WalletError.currencyUnknown, ["currency": .string(effect.terms.currency.rawValue)])
    }
    let count =
      try sql(
        "SELECT count(*) FROM mandate WHERE person = ?"
          + " AND status IN ('proposed', 'active', 'past_due')"
      ).first(.integer(caller.row)) { $0.integer(0) } ?? 0
    guard count + Int64(effects.mandates.count) < Platform.mandateLimit else {
      throw Refusal(MandateError.count, ["limit": .integer(Platform.mandateLimit)])
    }
    let row = MandateRow(
      id: try newRow("mandate", &plan), name: MandateID(newName("md_")), person: caller.row,
      app: app, merchant: effects.merchant, session: effects.stage.session, key: effect.key,
      payeeName: effects.release.manifest.name, title: effect.title, terms: effect.terms,
      status: .proposed, created: effects.now,
      expires: effects.now.adding(seconds: Platform.mandateProposalSeconds))
    plan.write(
      "INSERT INTO mandate(id, public, person, app, merchant, session, key, payee_name, title,"
        + " terms, status, created, expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      .integer(row.id), .text(row.name.text), .integer(row.person), .text(app.text),
      .text(row.merchant.text), .integer(row.session), .text(row.key),
      .text(row.payeeName.json.text), .text(row.title.json.text),
      .text(JSON(encoding: row.terms).text), .text(row.status.rawValue),
      .integer(row.created.milliseconds), .integer(row.expires.milliseconds))
    schedule(MandateProposalTimer.self, String(row.id), at: row.expires, &plan)
    effects.mandates.append(row)
  }

  /// What the caller lets apps charge, newest first.
  package func mandateList(
    _ caller: Person, _ params: MandateListMethod.Params, now: Instant
  ) throws -> MandateListMethod.Result {
    let rows = try sql("SELECT id FROM mandate WHERE person = ? ORDER BY id DESC LIMIT ?")
      .rows(.integer(caller.row), .integer(Platform.limit(params.limit))) { $0.integer(0) }
    return MandateListMethod.Result(
      mandates: try rows.compactMap { row in
        try mandate(row: row).map { try view($0, now: now) }
      })
  }

  /// One mandate of the caller.
  package func mandateShow(
    _ caller: Person, _ name: MandateID, now: Instant
  ) throws -> MandateView {
    try view(try own(name, caller), now: now)
  }

  private func own(_ name: MandateID, _ caller: Person) throws -> MandateRow {
    guard let mandate = try mandate(name), mandate.person == caller.row else {
      throw Refusal(MandateError.unknown)
    }
    return mandate
  }

  private func notOpen(_ mandate: MandateRow, now: Instant) throws -> Refusal {
    let status = try view(mandate, now: now).status
    return Refusal(MandateError.notOpen, ["status": .string(status.rawValue)])
  }

  /// Approves the terms the person saw.
  package func mandateApprove(
    _ caller: Person, _ params: MandateApproveMethod.Params, _ body: RequestBody,
    proof: PINProof? = nil, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, money: true, now: now) { plan in
      var mandate = try own(params.mandate, caller)
      guard mandate.status == .proposed, now < mandate.expires else {
        throw try notOpen(mandate, now: now)
      }
      guard params.terms == mandate.terms else { throw Refusal(MandateError.termsChanged) }
      let limit = tiers.limits(caller.tier).payment
      guard mandate.terms.maxPerCharge <= limit else {
        throw Refusal(WalletError.limit, ["limit": .string(Money(limit, .krw).formatted)])
      }
      // What will be charged without asking needs now what it would need then.
      let payee = try ledger.find(Platform.owner(mandate.merchant), .merchant, .krw) ?? .none
      try authorize(
        PaymentFacts(kind: .mandate, amount: mandate.terms.maxPerCharge, payee: payee), caller,
        body, proof, &plan, now: now)
      mandate.approved = now
      plan.write(
        "UPDATE mandate SET approved = ? WHERE id = ?", .integer(now.milliseconds),
        .integer(mandate.id))
      unschedule(MandateProposalTimer.self, String(mandate.id), &plan)
      try turn(&mandate, .active, event: "mandate.approved", &plan, now: now)
      return MandateApproveMethod.Result(mandate: try view(mandate, now: now))
    }
  }

  /// Says no.
  package func mandateDecline(
    _ caller: Person, _ params: MandateDeclineMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, money: true, now: now) { plan in
      var mandate = try own(params.mandate, caller)
      guard mandate.status == .proposed, now < mandate.expires else {
        throw try notOpen(mandate, now: now)
      }
      unschedule(MandateProposalTimer.self, String(mandate.id), &plan)
      try turn(&mandate, .declined, event: "mandate.declined", &plan, now: now)
      return MandateDeclineMethod.Result(mandate: try view(mandate, now: now))
    }
  }

  /// Ends a mandate at once: nothing is charged by it any more, not even what failed before.
  package func mandateRevoke(
    _ caller: Person, _ params: MandateRevokeMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, money: true, now: now) { plan in
      var mandate = try own(params.mandate, caller)
      guard mandate.status == .active || mandate.status == .pastDue else {
        throw try notOpen(mandate, now: now)
      }
      try drop(try owedCharges(mandate.id), &plan)
      try turn(&mandate, .revoked, event: "mandate.revoked", &plan, now: now)
      var shown = try view(mandate, now: now)
      (shown.owed, shown.nextStep) = (0, nil)
      return MandateRevokeMethod.Result(mandate: shown)
    }
  }

  /// Charges that are not tried any more.
  func drop(_ charges: [ChargeRow], _ plan: inout Plan) throws {
    for charge in charges {
      plan.write(
        "UPDATE mandate_charge SET status = 'dropped' WHERE id = ?", .integer(charge.id))
      unschedule(MandateRetryTimer.self, String(charge.id), &plan)
    }
  }

  /// Changes what has become of a mandate; its program hears of it.
  func turn(
    _ mandate: inout MandateRow, _ status: MandateView.Status, event: String,
    charge: JSONObject? = nil, _ plan: inout Plan, now: Instant
  ) throws {
    if status != mandate.status {
      mandate.status = status
      plan.write(
        "UPDATE mandate SET status = ? WHERE id = ?", .text(status.rawValue),
        .integer(mandate.id))
    }
    try tellProgram(mandate, event, charge, &plan, now: now)
  }

  /// Owes the program of the mandate's session an event.
  func tellProgram(
    _ mandate: MandateRow, _ event: String, _ charge: JSONObject? = nil, _ plan: inout Plan,
    now: Instant
  ) throws {
    guard let session = try session(row: mandate.session),
      let release = try release(session.release)
    else { preconditionFailure("mandate \(mandate.name) has lost its session") }
    let person = pairwise(try publicName(mandate.person), mandate.merchant)
    var arguments: JSONObject = [
      "mandate": [
        "key": .string(mandate.key), "person": .string(person.text),
        "status": .string(mandate.status.rawValue), "terms": JSON(encoding: mandate.terms),
        "periodEnds": mandate.periodEnds(at: now).map { .integer($0.milliseconds) } ?? .null,
      ]
    ]
    arguments["charge"] = charge.map(JSON.object)
    owe(event, .object(arguments), release, session: mandate.session, &plan, now: now)
  }
}

/// Ends a mandate that nobody answered.
enum MandateProposalTimer: ScheduledJob {
  static let name = "mandate.proposal"

  static func fire(
    _ firing: Firing, in platform: Platform, _ plan: inout Plan
  ) throws -> AfterFiring {
    guard let row = Int64(firing.subject), var mandate = try platform.mandate(row: row),
      mandate.status == .proposed
    else { return .done }
    try platform.turn(
      &mandate, .expired, event: "mandate.declined", &plan, now: firing.now)
    return .done
  }
}
