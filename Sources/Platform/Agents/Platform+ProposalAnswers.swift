import Store
package import Wire

/// The person's word about a proposal.
extension Platform {
  /// Does what was proposed, once for a key. A bill that comes of it is then paid like any other:
  /// approving moves no money that a payment would ask a PIN for.
  package func proposalApprove(
    _ caller: Person, _ params: ProposalApproveMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    if let replayed = try replayed(caller, body) { return replayed }
    guard caller.agent == nil else { return Outcome(refused: Refusal(AuthError.personOnly)) }
    do {
      let row = try proposal(params.proposal, for: caller)
      guard row.view.status == .waiting else { throw Platform.over(row.view.status) }
      guard now < row.view.expires else { throw Platform.over(.expired) }
      if let sheet = row.view.consent {
        return try approve(row, sheet, caller, body, now: now)
      }
      return try approve(row, caller, body, now: now)
    } catch let refusal as Refusal {
      return try once(caller.keyScope, body, now: now) { _ -> JSON in throw refusal }
    }
  }

  private static func over(_ status: ProposalView.Status) -> Refusal {
    Refusal(AgentError.proposalOver, ["status": .string(status.rawValue)])
  }

  private func approve(
    _ row: ProposalRow, _ caller: Person, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    guard let json = row.call, let stored = try StoredCall(json),
      let release = try release(row.release),
      let feature = release.manifest.feature(row.view.feature)
    else { preconditionFailure("a waiting proposal keeps its call") }
    let ticket = CallTicket(
      release: release, feature: feature, context: stored.context, arguments: stored.arguments,
      caller: caller, body: body, wasScanned: false, owed: nil, target: stored.target,
      joins: stored.joins, proposal: row.id)
    let page = try stored.page.map { try Page.read($0).page }
    let commit = try commit(
      ticket, reads: stored.reads, page: page, state: stored.state, effects: stored.effects,
      now: now)
    switch commit {
    case .done(let outcome): return outcome
    case .conflict:
      // What was shown can no longer happen as it was shown.
      var plan = Plan()
      _ = try end(row, as: .void, &plan)
      let notices = plan.notices
      try apply(plan)
      var outcome = try once(caller.keyScope, body, now: now) { _ -> JSON in
        throw Platform.over(.void)
      }
      outcome.notices += notices
      return outcome
    }
  }

  private func approve(
    _ row: ProposalRow, _ sheet: ConsentSheet, _ caller: Person, _ body: RequestBody,
    now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      for item in sheet.items {
        try planConsent(caller, sheet.app, item.scope, .granted, &plan, now: now)
      }
      return ProposalApproveMethod.Result(proposal: try end(row, as: .approved, &plan))
    }
  }

  /// Says no to a proposal; a consent that was asked for is declined with it.
  package func proposalDecline(
    _ caller: Person, _ params: ProposalDeclineMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      let row = try proposal(params.proposal, for: caller)
      guard row.view.status == .waiting, now < row.view.expires else {
        throw Platform.over(row.view.status == .waiting ? .expired : row.view.status)
      }
      for item in row.view.consent?.items ?? [] {
        try planConsent(caller, row.view.app, item.scope, .declined, &plan, now: now)
      }
      return ProposalDeclineMethod.Result(proposal: try end(row, as: .declined, &plan))
    }
  }

  /// The answer of a call that an agent proposed and the person approved.
  func approved(
    _ id: Int64, _ reply: PageReply, _ plan: inout Plan
  ) throws -> JSON {
    guard let row = try proposals("p.id = ?", [.integer(id)]).first else {
      preconditionFailure("the proposal was read before")
    }
    let view = try end(row, as: .approved, &plan)
    return JSON(encoding: ProposalApproveMethod.Result(proposal: view, page: reply))
  }
}
