import Store
import Testing
import Wire

@testable import Platform

/// What people let apps charge later: approved by themselves, capped, revocable.
@Suite struct MandateTests {
  static let terms = MandateTerms(
    maxPerCharge: 10_000, maxPerPeriod: 10_000, total: 40_000)

  /// Ten in the morning of 31 January in Seoul.
  private func world() throws -> (world: DomainWorld, session: SessionID) {
    let world = try DomainWorld()
    try world.goTo("2026-01-31", 10 * 3_600)
    try world.publishMoney()
    try world.give("mina", 100_000)
    return (world, try world.visit("mina"))
  }

  private func propose(
    _ world: DomainWorld, _ session: SessionID, _ terms: MandateTerms = MandateTests.terms,
    key: String = "sub"
  ) throws -> MandateView {
    let effect = MandateEffect(key: key, title: "Beans", terms: terms)
    return try #require(try world.act("mina", session, .mandate(effect)).mandate)
  }

  @discardableResult
  private func approve(
    _ world: DomainWorld, _ mandate: MandateView, terms: MandateTerms? = nil,
    tier: Tier = .registered, by name: String = "mina", key: String? = nil
  ) throws -> MandateView {
    let params = MandateApproveMethod.Params(
      key: key ?? world.newKey(), mandate: mandate.mandate, terms: terms ?? mandate.terms)
    let body = try world.body(MandateApproveMethod.name, params)
    let caller = try world.person(name, tier: tier)
    return try world.run { try $0.mandateApprove(caller, params, body, now: world.now) }
      .decode(MandateApproveMethod.Result.self).mandate
  }

  private func revoke(_ world: DomainWorld, _ mandate: MandateID, by name: String = "mina") throws {
    let params = MandateRevokeMethod.Params(key: world.newKey(), mandate: mandate)
    let body = try world.body(MandateRevokeMethod.name, params)
    let caller = try world.person(name)
    try world.run { try $0.mandateRevoke(caller, params, body, now: world.now) }
  }

  private func charge(
    _ world: DomainWorld, _ session: SessionID, _ amount: Int64, key: String,
    period: Int64? = nil, mandate: String = "sub"
  ) -> String {
    verdict {
      try world.act(
        "mina", session,
        .charge(ChargeEffect(mandate: mandate, key: key, amount: amount, period: period)))
    }
  }

  private func show(_ world: DomainWorld, _ mandate: MandateID) throws -> MandateView {
    try world.platform.mandateShow(try world.person("mina"), mandate, now: world.now)
  }

  private func events(_ world: DomainWorld) throws -> [String] {
    try world.hear().map { told in
      let code = told["charge"]?["code"]?.string ?? told["charge"]?["key"]?.string ?? "-"
      return "\(told["mandate"]?["status"]?.string ?? "?") \(code)"
    }
  }

  @Test func nothingIsChargedBeforeThePersonApproves() throws {
    let (world, session) = try world()
    let asked = try propose(world, session)
    #expect(asked.status == .proposed)
    #expect(charge(world, session, 1_000, key: "1") == "conflict mandate.not_open")
    var more = asked.terms
    more.total += 1
    #expect(verdict { try approve(world, asked, terms: more) } == "mandate.terms_changed")
    #expect(verdict { try approve(world, asked, by: "sora") } == "mandate.unknown")
    let key = world.newKey()
    let approved = try approve(world, asked, key: key)
    #expect((approved.status, approved.period) == (.active, 0))
    #expect(try approve(world, asked, key: key) == approved)
    #expect(verdict { try approve(world, asked) } == "mandate.not_open")
    #expect(try events(world) == ["active -"])
    #expect(charge(world, session, 1_000, key: "1") == "ok")
    #expect(try world.balance("mina") == 99_000)
    #expect(try world.merchantBalance() == 1_000)
    #expect(try world.inbox("mina").map(\.template) == ["mandate.charged"])
  }

  @Test func aChargeHasAReceiptThatCanBeGivenBack() throws {
    let (world, session) = try world()
    try approve(world, try propose(world, session))
    #expect(charge(world, session, 7_000, key: "june") == "ok")
    let bills = try world.platform.billList(
      try world.person("mina"), BillListMethod.Params(), now: world.now
    ).bills
    let receipt = try #require(bills.first)
    #expect((receipt.status, receipt.total.amount) == (.paid, 7_000))
    #expect(receipt.lines.map { $0.title.text(in: .english) } == ["Beans"])
    try world.act("mina", session, .refund(key: "june", amount: nil, reason: "broken"))
    #expect(try world.balance("mina") == 100_000)
    #expect(try world.audit().ok)
  }

  @Test(arguments: [
    // Charges of one call after another: amount, key, period; what each comes to.
    ("recurring", "10000 a", "ok"), ("recurring", "10001 a", "cap_charge"),
    ("recurring", "4000 a; 4000 b", "ok; period_charged"),
    ("recurring", "4000 a; 4000 b 0", "ok; period_charged"),
    ("recurring", "4000 a 1", "period_ahead"), ("recurring", "4000 a; 4000 a", "ok; key"),
    ("open", "4000 a; 4000 b; 2000 c", "ok; ok; ok"),
    ("open", "4000 a; 4000 b; 2001 c; 2000 c", "ok; ok; cap_period; ok"),
    (
      "open", "10000 a; next; 10000 b; next; 10000 c; next; 10000 d; next; 1 e",
      "ok; ok; ok; ok; cap_total"
    ),
    ("recurring", "10000 a; next; 9000 b; next; 9000 c; 1000 d 1", "ok; ok; ok; period_charged"),
    (
      "recurring", "next; next; 5000 a; 5000 b 0; 5000 c 1; 5000 d 1",
      "ok; ok; ok; period_charged"
    ),
  ]) func caps(usage: String, script: String, expected: String) throws {
    let (world, session) = try world()
    var terms = Self.terms
    terms.usage = try #require(MandateTerms.Usage(rawValue: usage))
    let mandate = try approve(world, try propose(world, session, terms))
    var found: [String] = []
    for step in script.split(separator: ";") {
      let words = step.split(separator: " ")
      guard words[0] != "next" else {
        world.now = try #require(try show(world, mandate.mandate).periodEnds)
        continue
      }
      let verdict = charge(
        world, session, try #require(Int64(words[0])), key: String(words[1]),
        period: words.count > 2 ? Int64(words[2]) : nil)
      found.append(
        verdict == "conflict effect.invalid"
          ? "key" : verdict.replacing("conflict mandate.", with: ""))
    }
    #expect(found.joined(separator: "; ") == expected)
    #expect(try world.audit().ok)
  }

  /// Two charges of one call count together.
  @Test func oneCallCannotGoRoundTheCaps() throws {
    let (world, session) = try world()
    try approve(world, try propose(world, session))
    let charges = ["a", "b"].map {
      Effect.charge(ChargeEffect(mandate: "sub", key: $0, amount: 5_000))
    }
    #expect(
      verdict { try world.commit(try world.call("mina", session, "act"), effects: charges) }
        == "conflict mandate.period_charged")
    #expect(try world.balance("mina") == 100_000)
  }

  @Test(
    arguments: [
      // Approved on 31 January: a month later is the last of February, and then the 31st again.
      ("month", 1, "2026-02-27 0, 2026-02-28 1, 2026-03-30 1, 2026-03-31 2, 2026-04-30 3"),
      ("month", 2, "2026-03-30 0, 2026-03-31 1, 2026-05-31 2"),
      ("week", 1, "2026-02-06 0, 2026-02-07 1, 2027-01-30 52"),
      ("week", 2, "2026-02-13 0, 2026-02-14 1"),
      ("day", 1, "2026-01-31 0, 2026-02-01 1"), ("day", 30, "2026-03-01 0, 2026-03-02 1"),
      ("month", 12, "2027-01-30 0, 2027-01-31 1, 2036-01-31 10"),
    ] as [(String, Int64, String)])
  func periods(unit: String, count: Int64, expected: String) throws {
    let terms = MandateTerms(
      maxPerCharge: 1, maxPerPeriod: 1, total: 1,
      unit: try #require(MandateTerms.Unit(rawValue: unit)), count: count)
    let approved = try #require(SeoulDay(text: "2026-01-31"))
    for pair in expected.split(separator: ",") {
      let words = pair.split(separator: " ")
      let day = try #require(SeoulDay(text: String(words[0])))
      #expect(String(terms.period(of: day, approved: approved)) == words[1], "\(pair)")
    }
    for number in 0..<1_000 {
      let day = approved.adding(days: Int64(number))
      let period = terms.period(of: day, approved: approved)
      #expect(terms.start(of: period, approved: approved) <= day)
      #expect(terms.start(of: period + 1, approved: approved) > day)
    }
  }

  @Test func aVisitorApprovesNothingAboveTheirLimit() throws {
    let (world, session) = try world()
    #expect(MandateApproveMethod.access.tier == .registered)
    #expect(MandateApproveMethod.access.credentials == [.person])
    let big = MandateTerms(maxPerCharge: 500_001, maxPerPeriod: 500_001, total: 500_001)
    let asked = try propose(world, session, big)
    #expect(verdict { try approve(world, asked) } == "wallet.limit")
  }

  @Test func aProposalEndsByItself() throws {
    let (world, session) = try world()
    let asked = try propose(world, session)
    world.now = asked.expires.adding(milliseconds: -1)
    try world.runAllDue()
    #expect(try show(world, asked.mandate).status == .proposed)
    world.now = asked.expires
    #expect(verdict { try approve(world, asked) } == "mandate.not_open")
    for _ in 0..<2 { try world.runAllDue() }
    #expect(try show(world, asked.mandate).status == .expired)
    #expect(try events(world) == ["expired -"])
  }

  @Test func revokedIsOverAtOnce() throws {
    let (world, session) = try world()
    let mandate = try approve(world, try propose(world, session)).mandate
    _ = charge(world, session, 1_000, key: "1")
    #expect(verdict { try revoke(world, mandate, by: "sora") } == "mandate.unknown")
    try revoke(world, mandate)
    world.now = world.now.adding(seconds: 40 * 86_400)
    #expect(charge(world, session, 1_000, key: "2") == "conflict mandate.not_open")
    #expect(verdict { try revoke(world, mandate) } == "mandate.not_open")
    #expect(try events(world) == ["active -", "active 1", "revoked -"])
    #expect(try show(world, mandate).chargedTotal == 1_000)
  }

  @Test func aPersonHasFifty() throws {
    let (world, session) = try world()
    for index in 0..<Int(Platform.mandateLimit) {
      _ = try propose(world, session, key: "\(index)")
    }
    #expect(verdict { _ = try propose(world, session, key: "more") } == "conflict mandate.count")
    #expect(verdict { _ = try propose(world, session, key: "1") } == "conflict effect.invalid")
  }
}
