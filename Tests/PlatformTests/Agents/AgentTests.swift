import Testing
import Wire

@testable import Platform

@Suite struct AgentTests {
  /// Mina at table 1, with an agent that has the app switched on.
  private func world() throws -> (DomainWorld, SessionID, AgentID) {
    let world = try DomainWorld()
    try world.publish(manifest: DomainWorld.agentManifest())
    let code = try world.tableCode(1, app: "test.shop.agents")
    let reply = try #require(try world.commit(try world.scan("mina", code), page: Page(title: "t")))
    let agent = try world.addAgent("desk", of: "mina")
    try world.switchApp(agent, "test.shop.agents", by: "mina")
    return (world, reply.session, agent)
  }

  private func bill(_ amount: Int64 = 7_000) -> Effect {
    .bill(
      BillEffect(
        key: "o1",
        lines: [.init(id: "dish", title: "Dish", quantity: 1, unitAmount: amount)]))
  }

  @Test func onlyFeaturesForAgentsOfAppsThatAreOn() throws {
    let (world, _, agent) = try world()
    let tools = try world.platform.agentTools(try world.agent("desk")).tools
    #expect(tools.map(\.feature) == ["open", "look", "change", "order", "sign"])
    #expect(tools.first { $0.feature == "change" }?.inputSchema["required"] == ["item"])
    let table: [(feature: String, app: String, expected: String)] = [
      ("look", "test.shop.agents", "ok"), ("own", "test.shop.agents", "agent.feature"),
      ("board", "test.shop.agents", "feature.not_allowed"),
      ("paid", "test.shop.agents", "feature.not_allowed"),
      ("none", "test.shop.agents", "feature.unknown"), ("look", "no.such.app", "agent.app_off"),
    ]
    for row in table {
      let found = verdict {
        let step = try world.agentStep("desk", row.feature, app: row.app)
        if case .answer(let outcome) = step { _ = try outcome.result.get() }
      }
      #expect(found == row.expected, "\(row)")
    }
    try world.switchApp(agent, "test.shop.agents", on: false, by: "mina")
    #expect(try world.platform.agentTools(try world.agent("desk")).tools.isEmpty)
    #expect(
      verdict {
        if case .answer(let outcome) = try world.agentStep("desk", "look") {
          _ = try outcome.result.get()
        }
      } == "agent.app_off")
  }

  @Test func whatNeedsNobodyIsDoneAtOnceAndEverybodySeesIt() throws {
    let (world, session, _) = try world()
    let reply = try world.agentCall("desk", "change", state: ["cart": 1])
    #expect(reply.session == session && reply.rev == 2 && reply.proposal == nil)
    #expect(reply.isUntrusted && reply.app == AppID("test.shop.agents"))
    // The person's own shell hears of it: somebody else changed their table.
    #expect(try world.told("mina", ServerNotification.sessionChanged).count == 1)
  }

  @Test func moneyWaitsAndHappensExactlyAsShown() throws {
    let (world, session, _) = try world()
    try world.topUp("mina", 10_000)
    let key = world.newKey()
    let reply = try world.agentCall(
      "desk", "order", state: ["ordered": true], effects: [bill()], key: key)
    let proposal = try #require(reply.proposal)
    #expect(proposal.status == .waiting && reply.page == nil)
    #expect(proposal.effects.map(\.effect) == ["bill"])
    #expect(proposal.effects[0].text.text(in: .english) == "Pay ₩7,000: Dish × 1")
    // Nothing of the call has happened.
    #expect(try #require(try world.platform.session(session)).rev == 1)
    #expect(
      try world.platform.billList(try world.person("mina"), .init(), now: world.now).bills == [])
    // It is durable, and the same key gets the same answer.
    try world.reopen()
    #expect(
      try world.agentCall("desk", "order", effects: [bill()], key: key).proposal?.proposal
        == proposal.proposal)
    let inbox = try world.inbox("mina")
    #expect(inbox.first?.template == "agent.proposal")
    let approved = try world.approve(proposal.proposal, by: "mina")
    #expect(approved.proposal.status == .approved)
    let sheet = try #require(approved.page?.sheet)
    #expect(sheet.bill.total == Money(7_000, .krw) && sheet.bill.status == .open)
    #expect(try world.status(proposal.proposal, for: "desk") == .approved)
    // Approving paid nothing: that is the person's next word, like for any bill.
    #expect(try world.balance("mina") == 10_000)
    try world.pay("mina", sheet.bill.bill, 7_000)
    #expect(try world.balance("mina") == 3_000)
    #expect(try world.audit().ok)
  }

  @Test func aProposalIsVoidWhenItsGroundHasMoved() throws {
    let (world, session, _) = try world()
    let proposal = try #require(
      try world.agentCall("desk", "order", effects: [bill()]).proposal)
    try world.commit(try world.call("mina", session, "change"), state: ["other": 1])
    #expect(verdict { _ = try world.approve(proposal.proposal, by: "mina") } == "proposal.over")
    #expect(try world.status(proposal.proposal, for: "desk") == .void)
    #expect(
      try world.platform.billList(try world.person("mina"), .init(), now: world.now).bills == [])
  }

  @Test(arguments: [(-1, "ok"), (0, "proposal.over"), (1, "proposal.over")])
  func tenMinutesAreTenMinutes(second: Int64, expected: String) throws {
    let (world, _, _) = try world()
    let proposal = try #require(
      try world.agentCall("desk", "order", effects: [bill()]).proposal)
    world.now = world.now.adding(seconds: ProposalView.waitSeconds + second)
    if second > 0 { try world.group { _ = try $0.runDue(now: world.now) } }
    #expect(verdict { _ = try world.approve(proposal.proposal, by: "mina") } == expected)
    if second > 0 { #expect(try world.status(proposal.proposal, for: "desk") == .expired) }
  }

  @Test func everyWordIsTheOwnersAloneAndSaidOnce() throws {
    let (world, _, agent) = try world()
    func propose() throws -> ProposalID {
      try #require(try world.agentCall("desk", "order", effects: [bill()]).proposal).proposal
    }
    let first = try propose()
    #expect(verdict { _ = try world.approve(first, by: "jun") } == "proposal.unknown")
    #expect(verdict { try world.decline(first, by: "jun") } == "proposal.unknown")
    _ = try world.addAgent("other", of: "mina")
    #expect(verdict { _ = try world.status(first, for: "other") } == "proposal.unknown")
    try world.decline(first, by: "mina")
    #expect(try world.status(first, for: "desk") == .declined)
    #expect(verdict { _ = try world.approve(first, by: "mina") } == "proposal.over")
    let second = try propose()
    let key = world.newKey()
    let once = try world.approve(second, by: "mina", key: key)
    let again = try world.approve(second, by: "mina", key: key)
    #expect(again.page?.sheet?.bill.bill == once.page?.sheet?.bill.bill)
    let bills = try world.platform.billList(try world.person("mina"), .init(), now: world.now)
    #expect(bills.bills.count == 1)
    // An agent that is ended leaves nothing behind, and never gets in again.
    let third = try #require(
      try world.agentCall("desk", "change", effects: [.post(PostEffect(key: "p", text: "hi"))])
        .proposal)
    try world.revoke(agent, by: "mina")
    #expect(verdict { _ = try world.approve(third.proposal, by: "mina") } == "proposal.over")
    #expect(verdict { _ = try world.agent("desk") } == "agent.revoked")
  }

  @Test func aConsentIsAskedOfThePersonOnly() throws {
    let (world, _, _) = try world()
    let mina = try world.person("mina")
    let params = IdentityUpdateMethod.Params(key: world.newKey(), nickname: "Mina")
    let body = try world.body(IdentityUpdateMethod.name, params)
    try world.run { try $0.identityUpdate(mina, params, body, now: world.now) }
    let proposal = try #require(try world.agentCall("desk", "sign").proposal)
    #expect(proposal.consent?.items.map(\.scope) == ["identity.nickname"])
    #expect(try world.platform.consentList(mina).consents == [])
    _ = try world.approve(proposal.proposal, by: "mina")
    #expect(try world.platform.consentList(mina).consents.map(\.decision) == [.granted])
    #expect(try world.agentCall("desk", "sign", state: 1).proposal == nil)
  }

  @Test func agentsAndProposalsHaveTheirLimits() throws {
    let (world, _, _) = try world()
    for index in 1..<Platform.agentLimit { _ = try world.addAgent("a\(index)", of: "mina") }
    #expect(verdict { _ = try world.addAgent("over", of: "mina") } == "agent.limit")
    func propose() -> String {
      verdict { _ = try world.agentCall("desk", "order", effects: [bill()]) }
    }
    for _ in 0..<Platform.proposalLimit { #expect(propose() == "ok") }
    #expect(propose() == "proposal.limit")
  }

  @Test func aWayInNeedsNoSessionButAPlaceDoes() throws {
    let (world, session, agent) = try world()
    let leave = SessionLeaveMethod.Params(key: world.newKey(), session: session)
    let mina = try world.person("mina")
    let body = try world.body(SessionLeaveMethod.name, leave)
    try world.run { try $0.sessionLeave(mina, leave, body, now: world.now) }
    #expect(
      verdict {
        if case .answer(let outcome) = try world.agentStep("desk", "change") {
          _ = try outcome.result.get()
        }
      } == "agent.no_session")
    let reply = try world.agentCall("desk", "open", arguments: ["table": 2])
    #expect(reply.session != nil && reply.session != session)
    #expect(
      try world.platform.agentSessions(try world.agent("desk")).sessions.map(\.session)
        == [try #require(reply.session)])
    try world.switchApp(agent, "test.shop.agents", on: false, by: "mina")
    #expect(try world.platform.agentSessions(try world.agent("desk")).sessions.isEmpty)
  }
}
