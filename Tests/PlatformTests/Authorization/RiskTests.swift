import Store
import Testing
import Wire

@testable import Platform

@Suite struct RiskTests {
  private static let quiet: [RiskFeature: Int64] = [
    .deviceAge: 10_000, .deviceCount: 1, .wrongPINs: 0, .pinLocked: 0, .isLocal: 1, .testToken: 0,
    .amount: 10_000, .percentOfBalance: 10, .minuteCount: 1, .hourCount: 1, .freeToday: 10_000,
    .newPayee: 0, .placesInHour: 1,
  ]

  /// A quiet payment with some features changed.
  private static func features(_ change: [RiskFeature: Int64]) -> RiskFeatures {
    var features = RiskFeatures()
    for (feature, value) in quiet.merging(change, uniquingKeysWith: { $1 }) {
      features[feature] = value
    }
    return features
  }

  /// What each rule of the table says at its edge and one before it.
  @Test(
    arguments: [
      (.pay, [:], .allow, []), (.pay, [.pinLocked: 1], .deny, ["pin-locked"]),
      (.withdraw, [.pinLocked: 1], .deny, ["pin-locked"]), (.pay, [.wrongPINs: 2], .allow, []),
      (.pay, [.wrongPINs: 3], .stepUp, ["wrong-pins"]),
      (.pay, [.freeToday: 3_000_000], .allow, []),
      (.pay, [.freeToday: 3_000_001], .stepUp, ["free-day"]),
      (.withdraw, [.freeToday: 3_000_001], .allow, []),
      (.pay, [.freeToday: 3_000_001, .testToken: 1], .allow, []),
      (.transfer, [.newPayee: 1, .percentOfBalance: 90, .amount: 30_000], .allow, []),
      (.transfer, [.newPayee: 1, .percentOfBalance: 89, .amount: 30_001], .allow, []),
      (.transfer, [.newPayee: 0, .percentOfBalance: 90, .amount: 30_001], .allow, []),
      (
        .transfer, [.newPayee: 1, .percentOfBalance: 90, .amount: 30_001], .stepUp,
        ["drained-to-a-stranger"]
      ),
      (.pay, [.newPayee: 1, .percentOfBalance: 90, .amount: 30_001], .allow, []),
      (.pay, [.placesInHour: 20], .allow, []),
      (.pay, [.placesInHour: 21], .stepUp, ["many-places"]),
      (
        .pay, [.placesInHour: 21, .pinLocked: 1, .wrongPINs: 9], .deny,
        ["pin-locked", "wrong-pins", "many-places"]
      ),
    ] as [(PaymentKind, [RiskFeature: Int64], RiskDecision, [String])])
  func rules(
    kind: PaymentKind, change: [RiskFeature: Int64], decision: RiskDecision, rules: [String]
  ) {
    let verdict = RiskRules.standard.decide(kind, Self.features(change))
    #expect(verdict.decision == decision)
    #expect(verdict.rules == rules)
    #expect(verdict.reasons.count == rules.count)
  }

  @Test func aRuleThatWatchesChangesNothingAndIsNamed() {
    let verdict = RiskRules.standard.decide(.pay, Self.features([.minuteCount: 21]))
    #expect(verdict.decision == .allow)
    #expect(verdict.rules.isEmpty)
    #expect(verdict.shadow == ["many-a-minute"])
  }

  @Test func everyGroupOfFeaturesIsUsedAndSaid() throws {
    let used = Set(RiskRules.standard.rules.flatMap { $0.conditions.map(\.feature) })
    let groups = Set(used.compactMap { $0.name.split(separator: ".").first })
    #expect(groups == ["device", "network", "transaction", "location"])
    for rule in RiskRules.standard.rules {
      #expect(Set(rule.reason.allTexts).count == 2, "\(rule.id) has both languages")
    }
  }

  private func rich() throws -> DomainWorld {
    let world = try DomainWorld()
    for name in ["mina", "joon", "sora"] { try world.raise(name, to: .account) }
    try world.topUp("mina", 40_000)
    return world
  }

  private func log(_ world: DomainWorld) throws -> [String] {
    try world.connection.prepare(
      "SELECT kind, amount, decision, rules, shadow, pin FROM risk_decision ORDER BY id"
    ).rows {
      [
        $0.text(0), String($0.integer(1)), $0.text(2), $0.text(3), $0.text(4),
        String($0.integer(5)),
      ]
      .joined(separator: "|")
    }
  }

  @Test func nearlyEverythingToSomebodyNewTakesThePIN() throws {
    let world = try rich()
    try world.setPIN("mina", "739154")
    #expect(verdict { try world.send("mina", to: "joon", 36_000) } == "wallet.pin_required")
    #expect(try world.balance("mina") == 40_000)
    #expect(verdict { try world.send("mina", to: "joon", 36_000, pin: "739154") } == "ok")
    // Now joon is known, also to a daemon that has just started.
    try world.topUp("mina", 36_000)
    try world.reopen()
    #expect(verdict { try world.send("mina", to: "joon", 38_000) } == "ok")
    #expect(
      try log(world) == [
        "transfer|36000|stepUp|drained-to-a-stranger||0",
        "transfer|36000|allow|drained-to-a-stranger||1",
      ])
  }

  @Test func afterWrongPINsSmallAmountsAskToo() throws {
    let world = try rich()
    try world.setPIN("mina", "739154")
    let body = RequestBody(key: "a-key-for-this-one", hash: [])
    for _ in 0..<3 {
      #expect(verdict { _ = try world.prove("mina", "208463", body) } == "wallet.pin_wrong")
    }
    #expect(verdict { try world.send("mina", to: "joon", 100) } == "wallet.pin_required")
    #expect(verdict { try world.send("mina", to: "joon", 100, pin: "739154") } == "ok")
    #expect(verdict { try world.send("mina", to: "joon", 100) } == "ok")
    for _ in 0..<5 { _ = verdict { _ = try world.prove("mina", "208463", body) } }
    #expect(verdict { try world.send("mina", to: "joon", 100) } == "wallet.risk_denied")
    world.now = world.now.adding(seconds: 60)
    #expect(verdict { try world.send("mina", to: "joon", 100) } == "wallet.pin_required")
  }

  /// A refusal is not stored under its key, moves nothing and is logged with its features.
  @Test func aRefusalIsLoggedAndMovesNothing() throws {
    let world = try rich()
    try world.setPIN("mina", "739154")
    #expect(verdict { try world.send("mina", to: "joon", 36_000) } == "wallet.pin_required")
    let features = try world.connection.prepare("SELECT features FROM risk_decision")
      .first { $0.text(0) }
    let read = try JSON.parse(try #require(features))
    #expect(read["transaction.percentOfBalance"] == 90)
    #expect(read.object?.members.count == RiskFeature.allCases.count)
    #expect(try world.settlement().ledger == -40_000)
    #expect(try world.audit().ok)
  }

  @Test func theActivityReadFromTheLedgerIsTheOneInMemory() throws {
    let world = try rich()
    for (payee, amount) in [("joon", 1_000), ("sora", 2_000), ("joon", 3_000)] as [(String, Int64)]
    {
      try world.send("mina", to: payee, amount)
      world.now = world.now.adding(seconds: 45)
    }
    func features() throws -> RiskFeatures {
      let caller = try world.person("mina")
      let facts = PaymentFacts(kind: .transfer, amount: 500, payee: AccountID(rawValue: 1_000))
      return try world.platform.activity(of: caller).features(
        facts, from: caller.credential, quickPay: 50_000, available: 34_000, now: world.now)
    }
    let live = try features()
    try world.reopen()
    #expect(try features() == live)
    #expect(live[.hourCount] == 4)
    #expect(live[.minuteCount] == 2)
    #expect(live[.freeToday] == 6_500)
    #expect(live[.placesInHour] == 0)
    #expect(live[.newPayee] == 1)
    #expect(live[.percentOfBalance] == 1)
  }

  @Test func memoryHasALimit() {
    let activity = PaymentActivity()
    for index in 0...PaymentActivity.paymentLimit {
      activity.note(
        .init(at: DomainWorld.start, amount: Int64(index), payee: AccountID(rawValue: 1)))
    }
    #expect(activity.payments.count == PaymentActivity.paymentLimit)
    #expect(activity.payments.first?.amount == 1)
    var people = PaymentActivities()
    for person in 1...Int64(PaymentActivities.peopleLimit) { people[person] = activity }
    #expect(people[1] != nil)
    people[0] = activity
    #expect(people[1] == nil)
    #expect(people[0] != nil)
  }
}
