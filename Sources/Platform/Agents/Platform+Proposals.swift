import Store
package import Wire

/// Proposals: what an agent's call wants and its person has not said yes to. Approving commits
/// what the program answered, exactly as it was shown, on the revision it was made for.
extension Platform {
  /// Proposals of one agent that may wait.
  static let proposalLimit: Int64 = 20

  struct ProposalRow {
    let id: Int64
    let agent: Int64
    let person: Int64
    let release: ReleaseKey
    /// What the commit needs; nil where only a consent is asked for, and once it is over.
    let call: JSON?
    var view: ProposalView
  }

  /// Keeps a call whose effects wait, and tells the person. Nothing of the call happens.
  func propose(
    _ ticket: CallTicket, reads: ReadSet, page: Page?, state: JSON?, effects: [Effect],
    now: Instant
  ) throws -> Outcome<JSON> {
    guard let caller = ticket.caller, let body = ticket.body else {
      preconditionFailure("an agent changes something with a key")
    }
    let stored = StoredCall(
      ticket, page: page, state: state, effects: effects, reads: reads)
    let isNew = if case .new = ticket.target { true } else { false }
    return try once(caller.keyScope, body, now: now) { plan in
      let view = try insertProposal(
        caller, ticket.release, ticket.feature, session: isNew ? nil : ticket.context.session.id,
        items: effects.compactMap { $0.proposed() }, consent: nil, call: stored.json, &plan,
        now: now)
      return AgentReply(
        app: view.app, name: view.name, session: view.session,
        rev: isNew ? nil : ticket.context.session.rev, proposal: view)
    }
  }

  /// Asks the person to let an app see something; the agent then calls again.
  func propose(
    consent sheet: ConsentSheet, _ caller: Person, _ release: Release,
    _ feature: Manifest.Feature, _ session: SessionRow, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      let view = try insertProposal(
        caller, release, feature, session: session.name, items: [], consent: sheet, call: nil,
        &plan, now: now)
      return AgentReply(
        app: view.app, name: view.name, session: view.session, rev: session.rev, proposal: view)
    }
  }

  private func insertProposal(
    _ caller: Person, _ release: Release, _ feature: Manifest.Feature, session: SessionID?,
    items: [ProposalView.Item], consent: ConsentSheet?, call: JSON?, _ plan: inout Plan,
    now: Instant
  ) throws -> ProposalView {
    guard let row = caller.agent, let agent = try agent("id = ?", .integer(row)) else {
      preconditionFailure("only an agent proposes")
    }
    let waiting =
      try sql("SELECT count(*) FROM proposal WHERE agent = ? AND status = 'waiting'")
      .first(.integer(row)) { $0.integer(0) } ?? 0
    guard waiting < Platform.proposalLimit else {
      throw Refusal(AgentError.proposalLimit, ["limit": .integer(Platform.proposalLimit)])
    }
    let view = ProposalView(
      proposal: ProposalID(newName("pr_")), agent: agent.name, agentName: agent.label,
      app: release.key.app, name: release.manifest.name, session: session,
      feature: feature.name, title: feature.title, effects: items, consent: consent,
      status: .waiting, created: now, expires: now.adding(seconds: ProposalView.waitSeconds))
    let id = try newRow("proposal", &plan)
    plan.write(
      "INSERT INTO proposal(id, public, agent, person, app, version, session, feature, call,"
        + " items, consent, status, created, expires)"
        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?)",
      .integer(id), .text(view.proposal.text), .integer(row), .integer(caller.row),
      .text(view.app.text), .integer(release.key.version), .text(session?.text),
      .text(view.feature), .text(call?.text), .text(JSON(encoding: items).text),
      .text(consent.map { JSON(encoding: $0).text }), .integer(now.milliseconds),
      .integer(view.expires.milliseconds))
    schedule(ProposalTimer.self, String(id), at: view.expires, &plan)
    try send(
      to: caller.row, app: view.app, from: view.name, template: "agent.proposal",
      once: view.proposal.text,
      text: LocalizedText(
        ko: "\(agent.label)이(가) 승인을 기다립니다: \(view.summary(.korean))".withKoreanParticles,
        en: "\(agent.label) waits for your word: \(view.summary(.english))"),
      bill: nil, &plan, now: now)
    plan.notify(
      caller.person, ServerNotification.proposalChanged, ["proposal": JSON(encoding: view)])
    return view
  }

  func proposals(_ condition: String, _ values: [Value]) throws -> [ProposalRow] {
    let rows = try sql(
      "SELECT p.id, p.agent, p.person, p.app, p.version, p.call, p.public, a.public, a.name,"
        + " p.session, p.feature, p.items, p.consent, p.status, p.created, p.expires"
        + " FROM proposal p JOIN agent a ON a.id = p.agent WHERE \(condition) ORDER BY p.id DESC"
    ).rows(values: values) { row in Result { try Platform.proposal(row, in: self) } }
    return try rows.map { try $0.get() }
  }

  private static func proposal(
    _ row: Statement, in platform: Platform
  ) throws -> ProposalRow {
    let key = ReleaseKey(app: AppID(row.text(3)), version: row.integer(4))
    let feature = row.text(10)
    let view = ProposalView(
      proposal: ProposalID(row.text(6)), agent: AgentID(row.text(7)), agentName: row.text(8),
      app: key.app, name: "", session: row.optionalText(9).map { SessionID($0) },
      feature: feature, title: nil,
      effects: try JSON.parse(row.text(11)).decode([ProposalView.Item].self),
      consent: try row.optionalText(12).map { try JSON.parse($0).decode(ConsentSheet.self) },
      status: ProposalView.Status(rawValue: row.text(13)) ?? .void,
      created: Instant(milliseconds: row.integer(14)),
      expires: Instant(milliseconds: row.integer(15)))
    return ProposalRow(
      id: row.integer(0), agent: row.integer(1), person: row.integer(2), release: key,
      call: try row.optionalText(5).map { try JSON.parse($0) }, view: view)
  }

  /// Puts the names of its app into a proposal.
  private func named(_ row: ProposalRow) throws -> ProposalRow {
    guard let release = try release(row.release) else { return row }
    var row = row
    row.view.name = release.manifest.name
    row.view.title = release.manifest.feature(row.view.feature)?.title
    return row
  }

  /// A proposal of the caller, or of the agent that calls.
  func proposal(_ name: ProposalID, for caller: Person) throws -> ProposalRow {
    guard let row = try proposals("p.public = ?", [.text(name.text)]).first,
      row.person == caller.row, caller.agent == nil || caller.agent == row.agent
    else { throw Refusal(AgentError.proposalUnknown) }
    return try named(row)
  }

  /// What became of a proposal.
  package func proposalShow(
    _ caller: Person, _ params: ProposalShowMethod.Params
  ) throws -> ProposalShowMethod.Result {
    ProposalShowMethod.Result(proposal: try proposal(params.proposal, for: caller).view)
  }

  /// What waits for the caller's word, newest first.
  package func proposalList(_ caller: Person, now: Instant) throws -> ProposalListMethod.Result {
    let rows = try proposals(
      "p.person = ? AND p.status = 'waiting' AND p.expires > ?",
      [.integer(caller.row), .integer(now.milliseconds)])
    return ProposalListMethod.Result(proposals: try rows.map { try named($0).view })
  }

  /// Plans the end of a proposal: what it kept is forgotten, and both sides can ask what it is.
  func end(
    _ row: ProposalRow, as status: ProposalView.Status, _ plan: inout Plan
  ) throws -> ProposalView {
    plan.write(
      "UPDATE proposal SET status = ?, call = NULL WHERE id = ? AND status = 'waiting'",
      .text(status.rawValue), .integer(row.id))
    unschedule(ProposalTimer.self, String(row.id), &plan)
    var view = try named(row).view
    view.status = status
    plan.notify(
      try publicName(row.person), ServerNotification.proposalChanged,
      ["proposal": JSON(encoding: view)])
    return view
  }

  /// Ends what can never be approved any more.
  func voidProposals(_ condition: String, _ values: [Value], _ plan: inout Plan) throws {
    for row in try proposals("p.status = 'waiting' AND " + condition, values) {
      _ = try end(row, as: .void, &plan)
    }
  }
}

extension ProposalView {
  /// What waits, in one line.
  func summary(_ language: Language) -> String {
    let what = effects.map { $0.text.text(in: language) }
    let seen = consent?.items.compactMap {
      IdentityScope(rawValue: $0.scope)?.title.text(in: language)
    }
    return "\(name.text(in: language)): " + (what + (seen ?? [])).joined(separator: "; ")
  }
}

/// Ends a proposal that nobody answered.
enum ProposalTimer: ScheduledJob {
  static let name = "agents.proposal"

  static func fire(
    _ firing: Firing, in platform: Platform, _ plan: inout Plan
  ) throws -> AfterFiring {
    guard let id = Int64(firing.subject) else { return .done }
    for row in try platform.proposals(
      "p.id = ? AND p.status = 'waiting'", [.integer(id)])
    {
      _ = try platform.end(row, as: .expired, &plan)
    }
    return .done
  }
}
