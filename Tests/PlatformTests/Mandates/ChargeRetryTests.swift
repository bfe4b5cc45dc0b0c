import Store
import Testing
import Wire

@testable import Platform

/// A charge that fails: tried again after 1, 3 and 7 days, then past due, then lapsed.
@Suite struct ChargeRetryTests {
  /// A mandate in force, an empty wallet, and a charge that has just failed.
  private func failed() throws -> (world: DomainWorld, session: SessionID, mandate: MandateID) {
    let world = try DomainWorld()
    try world.goTo("2026-01-31", 10 * 3_600)
    try world.publishMoney()
    let session = try world.visit("mina")
    let terms = MandateTerms(maxPerCharge: 10_000, maxPerPeriod: 10_000, total: 40_000)
    let effect = MandateEffect(key: "sub", title: "Beans", terms: terms)
    let asked = try #require(try world.act("mina", session, .mandate(effect)).mandate)
    let params = MandateApproveMethod.Params(
      key: world.newKey(), mandate: asked.mandate, terms: terms)
    let body = try world.body(MandateApproveMethod.name, params)
    let mina = try world.person("mina", tier: .registered)
    try world.run { try $0.mandateApprove(mina, params, body, now: world.now) }
    try world.act(
      "mina", session, .charge(ChargeEffect(mandate: "sub", key: "jan", amount: 9_000)))
    return (world, session, asked.mandate)
  }

  private func show(_ world: DomainWorld, _ mandate: MandateID) throws -> MandateView {
    try world.platform.mandateShow(try world.person("mina"), mandate, now: world.now)
  }

  private func heard(_ world: DomainWorld) throws -> [String] {
    try world.hear().map { $0["mandate"]?["status"]?.string ?? "?" }
  }

  /// What happens by itself until nothing is left, as `day: status`.
  private func course(_ world: DomainWorld, _ mandate: MandateID) throws -> [String] {
    let first = world.now
    var course: [String] = []
    while let next = try show(world, mandate).nextStep {
      world.now = next
      for _ in 0..<2 { try world.runAllDue() }
      let days = (world.now.milliseconds - first.milliseconds) / 86_400_000
      course.append("\(days): \(try show(world, mandate).status.rawValue)")
      #expect(course.count < 10)
      // Every step survives a restart, and is not taken again.
      try world.reopen()
      try world.runAllDue()
    }
    return course
  }

  @Test func thePlanOfRetries() throws {
    let (world, _, mandate) = try failed()
    #expect(try heard(world) == ["active", "active"])
    #expect(try show(world, mandate).owed == 9_000)
    #expect(
      try course(world, mandate) == [
        "1: active", "3: active", "7: past_due", "14: lapsed",
      ])
    #expect(try heard(world) == ["active", "active", "past_due", "lapsed"])
    #expect(
      try world.inbox("mina").reversed().map(\.template) == [
        "mandate.failed", "mandate.failed", "mandate.failed", "mandate.past_due",
        "mandate.lapsed",
      ])
    // Who did not pay finds nothing in their history, and no receipt.
    #expect(try world.platform.historyStart(try world.person("mina")) == nil)
    #expect(
      try world.platform.billList(
        try world.person("mina"), BillListMethod.Params(), now: world.now
      ).bills.isEmpty)
    #expect(try show(world, mandate).owed == 0)
    #expect(try world.audit().ok)
  }

  @Test(arguments: [0, 1, 2] as [Int]) func moneyThatComesInBetweenIsCharged(after steps: Int)
    throws
  {
    let (world, session, mandate) = try failed()
    for _ in 0..<steps {
      world.now = try #require(try show(world, mandate).nextStep)
      try world.runAllDue()
    }
    try world.give("mina", 9_000)
    world.now = try #require(try show(world, mandate).nextStep)
    for _ in 0..<2 { try world.runAllDue() }
    let now = try show(world, mandate)
    #expect((now.status, now.owed, now.chargedTotal, now.nextStep) == (.active, 0, 9_000, nil))
    #expect(try world.balance("mina") == 0)
    #expect(try world.merchantBalance() == 9_000)
    // The charge counts for the period it was made for.
    #expect(
      verdict {
        try world.act(
          "mina", session,
          .charge(ChargeEffect(mandate: "sub", key: "again", amount: 1, period: 0)))
      } == "conflict mandate.period_charged")
  }

  @Test func thePersonMayPayWhatIsOwed() throws {
    let (world, session, mandate) = try failed()
    func retry(_ amount: Int64) -> String {
      verdict {
        let params = MandateRetryMethod.Params(
          key: world.newKey(), mandate: mandate, amount: amount)
        let body = try world.body(MandateRetryMethod.name, params)
        let mina = try world.person("mina", tier: .registered)
        try world.run { try $0.mandateRetry(mina, params, body, now: world.now) }
      }
    }
    while try show(world, mandate).status == .active {
      world.now = try #require(try show(world, mandate).nextStep)
      try world.runAllDue()
    }
    #expect(try show(world, mandate).status == .pastDue)
    #expect(
      verdict {
        try world.act(
          "mina", session, .charge(ChargeEffect(mandate: "sub", key: "feb", amount: 1)))
      } == "conflict mandate.not_open")
    #expect(retry(9_000) == "wallet.insufficient_funds")
    try world.give("mina", 10_000)
    #expect(retry(8_999) == "bill.amount_changed")
    #expect(retry(9_000) == "ok")
    #expect(retry(9_000) == "mandate.nothing_owed")
    let now = try show(world, mandate)
    #expect((now.status, now.owed, now.chargedTotal) == (.active, 0, 9_000))
    #expect(try world.balance("mina") == 1_000)
    world.now = world.now.adding(seconds: 30 * 86_400)
    try world.runAllDue()
    #expect(try show(world, mandate).status == .active)
  }

  @Test func revokedWhileItIsTriedIsNeverCharged() throws {
    let (world, _, mandate) = try failed()
    let params = MandateRevokeMethod.Params(key: world.newKey(), mandate: mandate)
    let body = try world.body(MandateRevokeMethod.name, params)
    let mina = try world.person("mina")
    try world.run { try $0.mandateRevoke(mina, params, body, now: world.now) }
    try world.give("mina", 100_000)
    world.now = world.now.adding(seconds: 30 * 86_400)
    try world.runAllDue()
    #expect(try world.balance("mina") == 100_000)
    #expect(try show(world, mandate).status == .revoked)
  }

  /// A daemon that was away comes back: the tries still lie a day apart.
  @Test func aStopOfWeeksDoesNotUseUpTheTries() throws {
    let (world, _, mandate) = try failed()
    world.now = world.now.adding(seconds: 20 * 86_400)
    try world.runAllDue()
    #expect(try show(world, mandate).status == .active)
    #expect(try course(world, mandate) == ["1: active", "2: past_due", "9: lapsed"])
  }

  /// The process dies at every statement of a retry: money and note are one.
  @Test func aRetryThatIsCutAnywhereChargesOnce() throws {
    var cuts = 0
    for boundary in stride(from: 0, to: 60, by: 3) {
      let (world, _, mandate) = try failed()
      try world.give("mina", 50_000)
      world.now = try #require(try show(world, mandate).nextStep)
      var reached = 0
      world.connection.failpoint = { (point) throws(StoreError) in
        if reached == boundary, point != .committed { throw .inputOutput }
        reached += 1
      }
      do { try world.runAllDue() } catch { cuts += 1 }
      world.connection.failpoint = nil
      try world.reopen()
      try world.runAllDue()
      #expect(try world.balance("mina") == 41_000)
      #expect(try show(world, mandate).chargedTotal == 9_000)
      #expect(try world.audit().ok)
    }
    #expect(cuts > 10)
  }
}
