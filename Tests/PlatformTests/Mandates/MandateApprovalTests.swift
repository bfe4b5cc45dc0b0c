import Store
import Testing
import Wire

@testable import Platform

/// Approving a mandate, and paying what it owes, go through the one decision that every payment
/// goes through: limits without a PIN, risk rules, and the log of both.
@Suite struct MandateApprovalTests {
  private static let pin = "739154"

  private func world() throws -> (world: DomainWorld, session: SessionID) {
    let world = try DomainWorld()
    try world.goTo("2026-01-30", 10 * 3_600)
    try world.publishMoney()
    try world.raise("mina", to: .registered)
    try world.setPIN("mina", Self.pin)
    return (world, try world.visit("mina"))
  }

  private func propose(
    _ world: DomainWorld, _ session: SessionID, _ amount: Int64
  ) throws -> MandateView {
    let terms = MandateTerms(maxPerCharge: amount, maxPerPeriod: amount, total: amount * 4)
    let effect = MandateEffect(key: "sub", title: "Beans", terms: terms)
    return try #require(try world.act("mina", session, .mandate(effect)).mandate)
  }

  private func approve(_ world: DomainWorld, _ asked: MandateView, pin: String? = nil) -> String {
    verdict {
      let params = MandateApproveMethod.Params(
        key: world.newKey(), mandate: asked.mandate, terms: asked.terms, pin: pin)
      let body = try world.body(MandateApproveMethod.name, params)
      let proof = try pin.map { try world.prove("mina", $0, body) }
      let mina = try world.person("mina")
      try world.run { try $0.mandateApprove(mina, params, body, proof: proof, now: world.now) }
    }
  }

  private func retry(
    _ world: DomainWorld, _ mandate: MandateID, _ amount: Int64, pin: String? = nil
  ) -> String {
    verdict {
      let params = MandateRetryMethod.Params(
        key: world.newKey(), mandate: mandate, amount: amount, pin: pin)
      let body = try world.body(MandateRetryMethod.name, params)
      let proof = try pin.map { try world.prove("mina", $0, body) }
      let mina = try world.person("mina")
      try world.run { try $0.mandateRetry(mina, params, body, proof: proof, now: world.now) }
    }
  }

  /// Has the PIN given wrong so many times.
  private func mistype(_ world: DomainWorld, _ count: Int) {
    for _ in 0..<count {
      let body = RequestBody(key: world.newKey(), hash: [])
      _ = verdict { _ = try world.prove("mina", "208463", body) }
    }
  }

  /// Decisions, oldest first: kind, amount, decision, rules and whether the PIN was given.
  private func log(_ world: DomainWorld) throws -> [String] {
    try world.connection.prepare(
      "SELECT kind, amount, decision, rules, pin FROM risk_decision ORDER BY id"
    ).rows { "\($0.text(0)) \($0.integer(1)) \($0.text(2)) \($0.text(3)) \($0.integer(4))" }
  }

  @Test(
    arguments: [
      // One charge at its cap, wrong PINs before, whether the PIN is given; what it comes to, the
      // decisions that stand in the log.
      (50_000, 0, false, "ok", ["mandate 50000 allow  0"]),
      (50_001, 0, false, "wallet.pin_required", ["mandate 50001 allow  0"]),
      (50_001, 0, true, "ok", ["mandate 50001 allow  1"]),
      (100, 2, false, "ok", ["mandate 100 allow  0"]),
      (100, 3, false, "wallet.pin_required", ["mandate 100 stepUp wrong-pins 0"]),
      (100, 3, true, "ok", ["mandate 100 allow  1"]),
      (100, 5, false, "wallet.risk_denied", ["mandate 100 deny pin-locked wrong-pins 0"]),
    ] as [(Int64, Int, Bool, String, [String])])
  func approving(
    amount: Int64, mistakes: Int, givesPIN: Bool, expected: String, logged: [String]
  ) throws {
    let (world, session) = try world()
    let asked = try propose(world, session, amount)
    mistype(world, mistakes)
    #expect(approve(world, asked, pin: givesPIN ? Self.pin : nil) == expected)
    let after = try world.platform.mandateShow(
      try world.person("mina"), asked.mandate, now: world.now)
    #expect(after.status == (expected == "ok" ? .active : .proposed))
    #expect(try log(world) == logged)
    // No money has moved: it does not count as a payment of the day.
    #expect(try world.platform.activity(of: try world.person("mina")).payments.isEmpty)
    #expect(try world.audit().ok)
  }

  /// What was refused can be approved with the PIN: the refusal does not stick to the mandate.
  @Test func refusedForThePINItIsApprovedWithIt() throws {
    let (world, session) = try world()
    let asked = try propose(world, session, 60_000)
    #expect(approve(world, asked) == "wallet.pin_required")
    #expect(approve(world, asked, pin: Self.pin) == "ok")
  }

  /// Paying what is owed is the person's own payment: a rule that steps up asks for the PIN.
  @Test func payingWhatIsOwedIsDecidedOn() throws {
    let (world, session) = try world()
    let asked = try propose(world, session, 9_000)
    #expect(approve(world, asked) == "ok")
    try world.act(
      "mina", session, .charge(ChargeEffect(mandate: "sub", key: "jan", amount: 9_000)))
    try world.topUp("mina", 20_000)
    mistype(world, 3)
    #expect(retry(world, asked.mandate, 9_000) == "wallet.pin_required")
    #expect(try world.balance("mina") == 20_000)
    #expect(retry(world, asked.mandate, 9_000, pin: Self.pin) == "ok")
    #expect(try world.balance("mina") == 11_000)
    #expect(
      try log(world).suffix(2) == ["pay 9000 stepUp wrong-pins 0", "pay 9000 allow  1"])
    #expect(try world.audit().ok)
  }

  /// A charge by a mandate needs no PIN, and is not made while the PIN is locked.
  @Test func aLockedPINStopsCharges() throws {
    let (world, session) = try world()
    let asked = try propose(world, session, 9_000)
    #expect(approve(world, asked) == "ok")
    try world.topUp("mina", 20_000)
    mistype(world, 5)
    try world.act(
      "mina", session, .charge(ChargeEffect(mandate: "sub", key: "jan", amount: 9_000)))
    let mina = try world.person("mina")
    let failed = try world.platform.mandateShow(mina, asked.mandate, now: world.now)
    #expect(failed.owed == 9_000)
    #expect(try world.balance("mina") == 20_000)
    world.now = try #require(failed.nextStep)
    try world.runAllDue()
    #expect(try world.balance("mina") == 11_000)
    #expect(try world.audit().ok)
  }
}
