import Store
package import Wire

/// What apps may see of people: decided by each person, in effect at once, and written down.
extension Platform {
  /// A person's decision about a field of theirs; nil where they were not asked.
  func decision(_ person: Int64, _ app: AppID, _ scope: String) throws -> ConsentDecision? {
    try sql("SELECT decision FROM consent WHERE person = ? AND app = ? AND scope = ?")
      .first(.integer(person), .text(app.text), .text(scope)) { $0.text(0) }
      .flatMap(ConsentDecision.init(rawValue:))
  }

  /// What the host asks before a call: the fields that the feature names and that the person has
  /// decided nothing about. Nil where there is nothing to ask, so a call is never held back twice.
  func consentSheet(
    _ caller: Person, _ release: Release, _ feature: Manifest.Feature
  ) throws -> ConsentSheet? {
    guard !feature.isQuery else { return nil }
    var items: [ConsentSheet.Item] = []
    for name in feature.scopes {
      guard let scope = IdentityScope(rawValue: name),
        let declared = release.manifest.scopes.first(where: { $0.name == name }),
        try decision(caller.row, release.key.app, name) == nil
      else { continue }
      let value = try personalIfReadable(scope.field, of: caller.row)
      // What can only be proved elsewhere is not asked for in the middle of something.
      guard value != nil || scope.canBeSaid else { continue }
      items.append(ConsentSheet.Item(scope: name, reason: declared.reason, value: value))
    }
    guard !items.isEmpty else { return nil }
    return ConsentSheet(app: release.key.app, name: release.manifest.name, items: items)
  }

  /// The answer to a call that waits for a consent: nothing was called, nothing is stored.
  func asking(
    _ sheet: ConsentSheet, in session: SessionRow, _ release: Release
  ) throws -> CallStep {
    let reply = PageReply(
      session: session.name, app: session.release.app, name: release.manifest.name,
      place: session.place, rev: session.rev,
      people: try members(of: session.id).count(where: \.isHere), page: nil, consent: sheet)
    return .answer(Outcome(JSON(encoding: reply)))
  }

  /// Every decision of the caller that holds now, newest first.
  package func consentList(_ caller: Person) throws -> ConsentListMethod.Result {
    let rows = try sql(
      "SELECT app, scope, decision, at FROM consent WHERE person = ? ORDER BY at DESC, app, scope"
    ).rows(.integer(caller.row)) {
      (AppID($0.text(0)), $0.text(1), $0.text(2), Instant(milliseconds: $0.integer(3)))
    }
    return ConsentListMethod.Result(
      consents: try rows.compactMap { app, scope, word, at in
        guard let decision = ConsentDecision(rawValue: word) else { return nil }
        let manifest = try currentRelease(app).manifest
        return ConsentView(
          app: app, name: manifest.name, merchant: manifest.merchant, scope: scope,
          decision: decision, at: at)
      })
  }

  /// Notes a decision. It counts from the next call on, also for calls that are under way: their
  /// sessions have changed, so what they came to is not committed.
  package func consentSet(
    _ caller: Person, _ params: ConsentSetMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      try planConsent(
        caller, params.app, params.scope, params.decision, &plan, now: now)
      return ConsentSetMethod.Result(
        app: params.app, scope: params.scope, decision: params.decision)
    }
  }

  /// Plans a decision; one that holds already changes nothing.
  func planConsent(
    _ caller: Person, _ app: AppID, _ name: String, _ decision: ConsentDecision,
    _ plan: inout Plan, now: Instant
  ) throws {
    let release = try currentRelease(app)
    let before = try self.decision(caller.row, app, name)
    guard let scope = IdentityScope(rawValue: name),
      release.manifest.declares(scope: name) || before != nil
    else { throw Refusal(ConsentError.scopeUnknown, ["scope": .string(name)]) }
    if decision == .granted {
      guard try personalIfReadable(scope.field, of: caller.row) != nil else {
        throw Refusal(ConsentError.nothingToShare, ["scope": .string(name)])
      }
    }
    guard before != decision else { return }
    plan.write(
      "INSERT INTO consent(person, app, scope, decision, at) VALUES (?, ?, ?, ?, ?)"
        + " ON CONFLICT(person, app, scope) DO UPDATE SET decision = excluded.decision,"
        + " at = excluded.at",
      .integer(caller.row), .text(app.text), .text(name), .text(decision.rawValue),
      .integer(now.milliseconds))
    log(caller.row, app, name, decision.rawValue, &plan, now: now)
    try touchSessions(of: caller, app: app, &plan)
  }

  /// What happened to the caller's fields, newest first.
  package func consentLog(
    _ caller: Person, _ params: ConsentLogMethod.Params
  ) throws -> ConsentLogMethod.Result {
    let entries = try sql(
      "SELECT id, at, app, scope, what, session FROM consent_log WHERE person = ? AND id < ?"
        + " ORDER BY id DESC LIMIT ?"
    ).rows(
      .integer(caller.row), .integer(params.before ?? Int64.max),
      .integer(Platform.limit(params.limit))
    ) { row in
      ConsentEntry(
        number: row.integer(0), at: Instant(milliseconds: row.integer(1)),
        app: AppID(row.text(2)), scope: row.text(3),
        what: ConsentEntry.What(rawValue: row.text(4)) ?? .seen,
        session: row.optionalText(5).map { SessionID($0) })
    }
    return ConsentLogMethod.Result(entries: entries)
  }

  private func log(
    _ person: Int64, _ app: AppID, _ scope: String, _ what: String, _ plan: inout Plan,
    now: Instant
  ) {
    plan.write(
      "INSERT INTO consent_log(person, at, app, scope, what) VALUES (?, ?, ?, ?, ?)",
      .integer(person), .integer(now.milliseconds), .text(app.text), .text(scope), .text(what))
  }

  /// Open sessions of one person that are drawn anew after one change of theirs.
  static let touchLimit: Int64 = 50

  /// The open sessions where a field of the caller is seen change with it.
  func touchSessions(
    of caller: Person, scope: IdentityScope, _ plan: inout Plan
  ) throws {
    let apps = try sql(
      "SELECT app FROM consent WHERE person = ? AND scope = ? AND decision = 'granted'"
    ).rows(.integer(caller.row), .text(scope.rawValue)) { AppID($0.text(0)) }
    for app in apps { try touchSessions(of: caller, app: app, &plan) }
  }

  private func touchSessions(of caller: Person, app: AppID, _ plan: inout Plan) throws {
    let sessions = try sql(
      "SELECT s.id, s.public, s.rev FROM member m JOIN session s ON s.id = m.session"
        + " WHERE m.person = ? AND m.here = 1 AND s.app = ? AND s.ended IS NULL LIMIT ?"
    ).rows(.integer(caller.row), .text(app.text), .integer(Platform.touchLimit)) {
      ($0.integer(0), $0.text(1), $0.integer(2))
    }
    for (row, name, rev) in sessions {
      plan.write("UPDATE session SET rev = rev + 1 WHERE id = ?", .integer(row))
      plan.wake(SessionID(name))
      let here = try members(of: row).filter(\.isHere)
      for member in here {
        plan.notify(
          member.name, ServerNotification.sessionChanged,
          [
            "session": .string(name), "rev": .integer(rev + 1),
            "people": .integer(Int64(here.count)), "ended": false,
          ])
      }
    }
  }
}

extension IdentityScope {
  /// The stored field that it shows.
  var field: PersonalField {
    switch self {
    case .nickname: .nickname
    case .phone: .phone
    case .email: .email
    case .name: .name
    }
  }

  /// Whether a person can simply say it; the others are proved.
  var canBeSaid: Bool { self == .nickname || self == .email }
}
