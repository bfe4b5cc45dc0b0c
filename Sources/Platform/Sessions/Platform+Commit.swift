import Store
package import Wire

/// The second half of a call: its result is committed whole or not at all.
extension Platform {
  /// Answers a call that changed nothing: the page with the daemon's own facts put in.
  package func finishRead(_ ticket: CallTicket, page: Page?) throws -> JSON {
    guard let caller = ticket.caller, case .session(let row, _, _) = ticket.target,
      let session = try session(row: row)
    else { preconditionFailure("only a person reads a session that is there") }
    try checkAlive(session.release.app)
    let reply = PageReply(
      session: session.name, app: session.release.app, name: ticket.release.manifest.name,
      place: session.place, rev: ticket.context.session.rev,
      people: try members(of: session.id).count(where: \.isHere),
      page: try page.map {
        try withFacts($0, session: row, viewer: caller.row, now: ticket.context.now).json
      },
      ended: session.isEnded)
    return wrapped(reply, ticket)
  }

  /// Commits what a call came to, or says why it must be made again.
  package func commit(
    _ ticket: CallTicket, reads: ReadSet, page: Page?, state: JSON?, effects: [Effect],
    now: Instant
  ) throws -> CallCommit {
    if let caller = ticket.caller, let body = ticket.body,
      let replayed = try replay(caller.keyScope, body)
    {
      return .done(Outcome(replayed))
    }
    // A device that was revoked while its call was under way changes nothing any more.
    if let caller = ticket.caller {
      _ = try person(caller.person, credential: caller.credential, lang: caller.lang)
    }
    try checkAlive(ticket.release.key.app)
    if ticket.isUpdate, try checkUpdate(ticket, state: state, effects: effects) {
      return .done(Outcome(.null))
    }
    if try isStale(ticket, reads) {
      return .conflict(CallContext.Conflict(code: "state.changed"))
    }
    if let owed = ticket.owed, try !isOwed(owed) { return .done(Outcome(.null)) }
    let mustPropose = ticket.mustPropose(effects)
    var plan = Plan()
    let stage = try stage(ticket, &plan, changesState: state != nil, now: now)
    // What effects write refers to the session, so a new one comes first.
    if stage.isNew { try write(ticket, stage, state: state, ends: false, &plan, now: now) }
    var effectPlan = EffectPlan(ticket: ticket, stage: stage, now: now)
    for (index, effect) in effects.enumerated() {
      do {
        try self.plan(effect, &effectPlan, &plan)
      } catch let refusal as Refusal {
        try noteOwedRefund(effect, refusal, ticket, stage, now: now)
        return .conflict(
          CallContext.Conflict(
            effect: index, code: refusal.code.name, details: refusal.details))
      }
    }
    if mustPropose {
      // It would be done: it waits for the person instead, and nothing of this plan is.
      return .done(
        try propose(ticket, reads: reads, page: page, state: state, effects: effects, now: now))
    }
    if !stage.isNew {
      try write(ticket, stage, state: state, ends: effectPlan.ends, &plan, now: now)
    } else if effectPlan.ends {
      plan.write(
        "UPDATE session SET ended = ? WHERE id = ?", .integer(now.milliseconds),
        .integer(stage.session))
    }
    if !ticket.isUpdate { try consumeCode(of: ticket, &plan, now: now) }
    if let owed = ticket.owed { try settle(owed, &plan, now: now) }
    tellOthers(ticket, stage, changed: state != nil || effectPlan.ends, effectPlan.ends, &plan)
    if !effectPlan.recordBytes.isEmpty { try tellStaff(ticket, stage, &plan) }
    let answer = try reply(ticket, stage, page: page, effectPlan, &plan, now: now)
    if let caller = ticket.caller, let body = ticket.body {
      plan.remember(caller.keyScope, body, answer, refused: false, money: false, now: now)
    }
    let (notices, owesCalls) = (plan.notices, plan.owesCalls)
    try apply(plan)
    return .done(Outcome(answer, notices: notices, owesCalls: owesCalls))
  }

  /// Where a call's result is written: rows and numbers that are fixed before effects are planned.
  struct Stage {
    let session: Int64
    let name: SessionID
    let rev: Int64
    let isNew: Bool
    /// Everybody who is in the session once this call is committed.
    let people: [Member]
  }

  private func isStale(_ ticket: CallTicket, _ reads: ReadSet) throws -> Bool {
    if reads.isTorn { return true }
    switch ticket.target {
    case .new(let door):
      // Only the session that this one replaces may still be open there.
      let present = try openSession(ticket.release.key.app, door: door.text)
      if present?.id != door.replaces { return true }
    case .session(let row, let rev, let peopleRev):
      guard let session = try session(row: row), session.peopleRev == peopleRev,
        !session.isEnded || ticket.owed != nil
      else { return true }
      // A reading feature that only joins does not care about the state it saw.
      if !ticket.feature.isQuery, session.rev != rev { return true }
    }
    for (item, revision) in reads.revisions
    where try self.revision(item, ticket) != revision { return true }
    return false
  }

  private func stage(
    _ ticket: CallTicket, _ plan: inout Plan, changesState: Bool, now: Instant
  ) throws -> Stage {
    switch ticket.target {
    case .new:
      guard let caller = ticket.caller else {
        preconditionFailure("only a person opens a session")
      }
      let row = try newRow("session", &plan)
      let member = Member(person: caller.row, name: caller.person, number: 1, isHere: true)
      return Stage(
        session: row, name: ticket.context.session.id, rev: 1, isNew: true, people: [member])
    case .session(let row, let rev, _):
      guard let session = try session(row: row) else {
        preconditionFailure("a session is never removed")
      }
      let all = try members(of: row)
      var people = all.filter(\.isHere)
      if ticket.joins, let caller = ticket.caller {
        people.append(
          Member(
            person: caller.row, name: caller.person, number: number(of: caller.row, in: all),
            isHere: true))
      }
      // A page is as new as the state it was drawn from: a reading feature that only joins may
      // have been overtaken, and whoever then confirms must be told so.
      return Stage(
        session: row, name: session.name, rev: rev + (changesState ? 1 : 0), isNew: false,
        people: people)
    }
  }

  private func write(
    _ ticket: CallTicket, _ stage: Stage, state: JSON?, ends: Bool, _ plan: inout Plan,
    now: Instant
  ) throws {
    let merchant = ticket.release.manifest.merchant
    let ended: Value = ends ? .integer(now.milliseconds) : .null
    if case .new(let door) = ticket.target {
      if let old = door.replaces {
        plan.write(
          "UPDATE session SET ended = ? WHERE id = ?", .integer(now.milliseconds), .integer(old))
      }
      plan.write(
        "INSERT INTO session(id, public, app, version, kind, door, place, entry, state, rev,"
          + " people_rev, opened, touched, ended)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1, ?, ?, ?)",
        .integer(stage.session), .text(stage.name.text), .text(ticket.release.key.app.text),
        .integer(ticket.release.key.version), .text(door.kind.rawValue), .text(door.text),
        .text(door.place?.json.text), .text(JSON(encoding: door.entry).text),
        .text((state ?? .null).text),
        .integer(now.milliseconds), .integer(now.milliseconds), ended)
      if let bill = door.bill {
        for person in try billPeople(bill) {
          rememberPairwise((person.person, person.name), merchant, &plan)
        }
      }
    } else if state != nil || ends {
      plan.write(
        "UPDATE session SET state = ifnull(?, state), rev = ?, touched = ?,"
          + " ended = ifnull(ended, ?) WHERE id = ?",
        .text(state?.text), .integer(stage.rev), .integer(now.milliseconds), ended,
        .integer(stage.session))
      if ticket.isUpdate {
        plan.write(
          "UPDATE session SET version = ? WHERE id = ?",
          .integer(ticket.release.key.version), .integer(stage.session))
      }
    }
    if ticket.joins, let caller = ticket.caller {
      join(caller, ticket, stage, &plan, now: now)
    }
  }

  private func join(
    _ caller: Person, _ ticket: CallTicket, _ stage: Stage, _ plan: inout Plan, now: Instant
  ) {
    guard let member = stage.people.first(where: { $0.person == caller.row }) else {
      preconditionFailure("who joins is on the stage")
    }
    rememberPairwise((caller.row, caller.person), ticket.release.manifest.merchant, &plan)
    plan.write(
      "INSERT INTO member(session, person, number, joined, here) VALUES (?, ?, ?, ?, 1)"
        + " ON CONFLICT(session, person) DO UPDATE SET here = 1",
      .integer(stage.session), .integer(caller.row), .integer(Int64(member.number)),
      .integer(now.milliseconds))
    guard !stage.isNew else { return }
    plan.write(
      "UPDATE session SET people_rev = people_rev + 1, touched = ? WHERE id = ?",
      .integer(now.milliseconds), .integer(stage.session))
    let merchant = ticket.release.manifest.merchant
    owe(
      "session.joined", ["person": .string(pairwise(caller.person, merchant).text)],
      ticket.release, session: stage.session, &plan, now: now)
  }

  /// Everybody else in the session hears that it changed; their shells draw it anew.
  private func tellOthers(
    _ ticket: CallTicket, _ stage: Stage, changed: Bool, _ ended: Bool, _ plan: inout Plan
  ) {
    guard changed || (ticket.joins && !stage.isNew) else { return }
    let params: JSON = [
      "session": .string(stage.name.text), "rev": .integer(stage.rev),
      "people": .integer(Int64(stage.people.count)), "ended": .bool(ended),
    ]
    plan.wake(stage.name)
    let caller = ticket.caller.flatMap { $0.agent == nil ? $0.row : nil }
    for member in stage.people where member.person != caller {
      plan.notify(member.name, ServerNotification.sessionChanged, params)
    }
  }

  /// Staff sessions that are told of changed records.
  static let staffNoticeLimit: Int64 = 50

  /// Staff who look at the app hear that its records changed: a kitchen need not ask for orders.
  private func tellStaff(_ ticket: CallTicket, _ stage: Stage, _ plan: inout Plan) throws {
    let sessions = try sql(
      "SELECT s.public, s.rev, p.public FROM session s JOIN member m ON m.session = s.id"
        + " JOIN person p ON p.id = m.person WHERE s.app = ? AND s.ended IS NULL"
        + " AND s.kind = 'staff' AND s.id <> ? LIMIT ?"
    ).rows(
      .text(ticket.release.key.app.text), .integer(stage.session),
      .integer(Platform.staffNoticeLimit)
    ) { ($0.text(0), $0.integer(1), PersonID($0.text(2))) }
    for (session, rev, person) in sessions {
      plan.notify(
        person, ServerNotification.sessionChanged,
        ["session": .string(session), "rev": .integer(rev), "people": 1, "ended": false])
    }
  }

  private func reply(
    _ ticket: CallTicket, _ stage: Stage, page: Page?, _ effects: EffectPlan, _ plan: inout Plan,
    now: Instant
  ) throws -> JSON {
    guard let caller = ticket.caller else { return .null }
    let place: LocalizedText? =
      if case .new(let door) = ticket.target { door.place } else {
        try session(row: stage.session)?.place
      }
    let shown = try page.map { page in
      try withFacts(
        page, session: stage.session, viewer: caller.row, planned: effects.bills,
        codes: effects.codes, now: now)
    }
    let reply = PageReply(
      session: stage.name, app: ticket.release.key.app, name: ticket.release.manifest.name,
      place: place, rev: stage.rev, people: stage.people.count, page: shown?.json,
      sheet: try effects.bills.last.flatMap { bill in
        try bill.mayBePaid(by: caller.row) ? sheet(bill, for: caller, now: now) : nil
      },
      mandate: try effects.mandates.last.map { try view($0, now: now) },
      ended: effects.ends)
    if let proposal = ticket.proposal { return try approved(proposal, reply, &plan) }
    return wrapped(reply, ticket)
  }

  private func wrapped(_ page: PageReply, _ ticket: CallTicket) -> JSON {
    ticket.wrapped(page, for: ticket.caller)
  }

  /// Puts the daemon's own facts into a page's bill components; one that names no bill of this
  /// session stays without.
  private func withFacts(
    _ page: Page, session: Int64, viewer: Int64, planned: [BillRow] = [],
    codes: [String: String] = [:], now: Instant
  ) throws -> Page {
    var page = page
    page.body = try page.body.map {
      try withFacts(
        withCode($0, session: session, codes: codes, now: now), session: session, viewer: viewer,
        planned: planned, now: now)
    }
    return page
  }

  private func withFacts(
    _ node: PageNode, session: Int64, viewer: Int64, planned: [BillRow], now: Instant
  ) throws -> PageNode {
    switch node {
    case .bill(var component):
      let bill =
        try planned.first { $0.key == component.key }
        ?? self.bill(session: session, key: component.key)
      component.facts = try bill.map { try view($0, for: viewer, now: now) }
      return .bill(component)
    case .section(let title, let children):
      return .section(
        title: title,
        children: try children.map {
          try withFacts($0, session: session, viewer: viewer, planned: planned, now: now)
        })
    case .columns(let children):
      return .columns(
        try children.map {
          try withFacts($0, session: session, viewer: viewer, planned: planned, now: now)
        })
    default: return node
    }
  }
}
