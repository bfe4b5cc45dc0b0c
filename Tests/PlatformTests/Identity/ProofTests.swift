import Crypto
import Store
import Testing
import Wire

@testable import Platform

/// Tiers follow from what was proved, and one person is one account.
@Suite struct ProofTests {
  private let world: DomainWorld

  init() throws { world = try DomainWorld() }

  @Test func tiersAreClimbedOneProofAtATime() throws {
    #expect(try world.tier("mina") == .visitor)
    #expect(try world.show("mina").needs == ["phone"])
    #expect(verdict { _ = try world.start("mina") } == "identity.phone_first")
    #expect(verdict { _ = try world.start("mina", "sandbox-document") } == "auth.tier")
    #expect(try world.verifyPhone("mina", "010-1234-5678").outcome == .verified)
    #expect(try world.tier("mina") == .registered)
    #expect(try world.show("mina").phone == "010-****-5678")
    #expect(try world.verifyName("mina", "김민아", "1994-03-02").tier == .account)
    #expect(try world.show("mina").name == "김*아")
    #expect(try world.show("mina").needs == ["document"])
    let full = try world.verifyName(
      "mina", "김민아", "1994-03-02", provider: "sandbox-document", document: "1234-5678")
    #expect(full.tier == .full)
    #expect(try world.show("mina").next == nil)
    #expect(try world.tier("mina") == .full)
    let told = try world.told("mina", ServerNotification.identityChanged)
    #expect(told.compactMap { $0["tier"]?.string } == ["registered", "account", "full"])
    #expect(
      world.notices.compactMap(\.control) == [
        .tier(.registered), .tier(.account), .tier(.full),
      ])
  }

  /// The rules of promotion are a table, so each combination of proofs is looked up.
  @Test(
    arguments: [
      ([], .visitor), (["phone"], .registered), (["name"], .visitor), (["document"], .visitor),
      (["phone", "name"], .account), (["phone", "document"], .registered),
      (["phone", "name", "document"], .full), (["phone", "name", "document", "other"], .full),
    ] as [([String], Tier)])
  func tierOf(facts: [String], expected: Tier) {
    #expect(TierNeeds.standard.tier(Set(facts)) == expected)
  }

  /// A feature names its tier; every tier below is refused, every other is let in.
  @Test func everyFeatureKnowsItsTier() throws {
    let features = Tier.allCases.map {
      #"{"name": "need.\#($0.rawValue)", "query": true, "tier": "\#($0.rawValue)"}"#
    }
    let manifest = DomainWorld.manifest().replacing(
      #"{"name": "look", "query": true}"#, with: features.joined(separator: ", "))
    let params = RegistryPublishMethod.Params(
      key: world.newKey(), manifest: manifest, source: "/nowhere")
    let owner = try world.person("owner")
    let body = try world.body(RegistryPublishMethod.name, params)
    try world.run {
      try $0.publish(
        owner, manifest: manifest, digest: String(repeating: "a", count: 64), tools: [:], body,
        now: world.now)
    }
    let session = try world.sit("mina").session
    func check() throws {
      let tier = try world.tier("mina")
      for needed in Tier.allCases {
        #expect(
          verdict { _ = try world.feature("mina", session, "need.\(needed.rawValue)") }
            == (tier < needed ? "auth.tier" : "ok"), "\(tier) calls what needs \(needed)")
      }
    }
    try check()
    try world.verifyPhone("mina", "010-1234-5678")
    try check()
    try world.verifyName("mina", "김민아", "1994-03-02")
    try check()
    try world.verifyName(
      "mina", "김민아", "1994-03-02", provider: "sandbox-document", document: "1234-5678")
    #expect(try world.tier("mina") == .full)
    try check()
    // The account that loses its phone falls, and so does what it may call.
    try world.verifyPhone("thief", "010-9999-0000")
    try world.verifyPhone("mina", "010-9999-0000")
    #expect(try world.tier("thief") == .visitor)
    try check()
  }

  @Test func aNameIsPaidForOnceAndUsedAgain() throws {
    try world.verifyPhone("mina", "010-1234-5678")
    try world.verifyName("mina", "김민아", "1994-03-02")
    #expect(try world.start("mina").verification == nil)
    #expect(try world.start("mina").verification == nil)
    let counts = try world.platform.verifications().providers
    #expect(
      counts == [
        VerificationCost(
          provider: "sandbox-name", asked: 1, asserted: 1, reused: 2, cost: Money(40, .krw))
      ])
  }

  @Test func wrongAnswersAreCountedAndRunOut() throws {
    try world.verifyPhone("mina", "010-0000-0001")
    let verification = try #require(try world.start("mina").verification)
    let wrong = ["name": "김민아", "birth": "1990-01-01"]
    for left in [2, 1, 0] {
      do {
        try world.ask("mina", verification, wrong)
        Issue.record("believed")
      } catch let refusal as Refusal {
        #expect(refusal.code == IdentityError.answersWrong)
        #expect(refusal.details["left"]?.integer == Int64(left))
      }
    }
    let right = ["name": "김민아", "birth": "1994-03-02"]
    #expect(
      verdict { try world.ask("mina", verification, right) } == "identity.verification_expired")
    let cost = try #require(try world.platform.verifications().providers.first)
    #expect(cost.asked == 3)
    #expect(cost.cost.amount == 0)
    #expect(try world.verifyName("mina", "김민아", "1994-03-02").outcome == .verified)
  }

  @Test func aVerificationTakesMinutesAndADayHasAFew() throws {
    try world.verifyPhone("mina", "010-1234-5678")
    let late = try #require(try world.start("mina").verification)
    world.now = world.now.adding(seconds: 300)
    let answers = ["name": "김민아", "birth": "1994-03-02"]
    #expect(verdict { try world.ask("mina", late, answers) } == "identity.verification_expired")
    for _ in 1..<Platform.verificationsPerDay { _ = try world.start("mina") }
    #expect(verdict { _ = try world.start("mina") } == "identity.too_many")
    world.now = world.now.adding(seconds: 2 * 86_400)
    #expect(verdict { _ = try world.start("mina") } == "ok")
    let joon = try #require(try world.start("mina").verification)
    try world.verifyPhone("joon", "010-9999-8888")
    #expect(
      verdict { try world.ask("joon", joon, answers) } == "identity.verification_unknown")
  }

  @Test func onePersonHasOneAccount() throws {
    try world.verifyPhone("mina", "010-1234-5678")
    try world.verifyName("mina", "김민아", "1994-03-02")
    try world.verifyPhone("again", "010-8765-4321")
    #expect(
      verdict { try world.verifyName("again", "김민아", "1994-03-02") } == "identity.ci_taken")
    #expect(try world.tier("again") == .registered)
    let flags = try world.platform.verifications().flags
    #expect(flags.map(\.why) == ["ci"])
    #expect(flags.map(\.holder) == [try world.person("mina").person])
    // The provider did its work both times.
    #expect(try world.platform.verifications().providers.map(\.cost.amount) == [80])
    #expect(try world.verifyName("again", "이준", "1990-11-21").outcome == .verified)
  }

  @Test func aDocumentOfSomebodyElseProvesNothing() throws {
    try world.verifyPhone("mina", "010-1234-5678")
    try world.verifyName("mina", "김민아", "1994-03-02")
    #expect(
      verdict {
        try world.verifyName(
          "mina", "이준", "1990-11-21", provider: "sandbox-document", document: "1234-5678")
      } == "identity.assertion_invalid")
    #expect(try world.tier("mina") == .account)
  }

  /// A number that went to another person: whoever answers it has it, whoever had it is told.
  @Test func aPhoneIsWhoeverAnswersIt() throws {
    try world.verifyPhone("old", "010-1234-5678")
    #expect(try world.verifyPhone("new", "010-1234-5678").outcome == .verified)
    #expect(try world.tier("old") == .visitor)
    #expect(try world.show("old").phone == nil)
    #expect(try world.tier("new") == .registered)
    #expect(try world.inbox("old").map(\.template) == ["phone.moved"])
  }

  @Test func anAccountComesBackByPhoneAndName() throws {
    try world.verifyPhone("mina", "010-1234-5678")
    try world.verifyName("mina", "김민아", "1994-03-02")
    try world.topUp("mina", 30_000)
    let mina = try world.person("mina").person
    #expect(try world.verifyPhone("lost", "010-1234-5678").outcome == .recovery)
    // A phone alone gives nobody anything: not the tier, not the account.
    #expect(try world.tier("lost") == .visitor)
    #expect(try world.tier("mina") == .account)
    let back = try world.verifyName("lost", "김민아", "1994-03-02")
    #expect(back.outcome == .recovered)
    #expect(back.person == mina)
    #expect(try world.hello("lost").person == mina)
    #expect(try world.platform.walletBalance(try world.caller("lost")).available == 30_000)
    #expect(try world.inbox("mina").map(\.template) == ["device.recovered"])
  }

  @Test func aRecycledNumberIsNoWayIntoTheAccountThatHadIt() throws {
    try world.verifyPhone("mina", "010-1234-5678")
    try world.verifyName("mina", "김민아", "1994-03-02")
    #expect(try world.verifyPhone("stranger", "010-1234-5678").outcome == .recovery)
    let other = try world.verifyName("stranger", "박서연", "2001-07-15")
    #expect(other.outcome == .verified)
    #expect(other.person == (try world.person("stranger").person))
    #expect(try world.tier("stranger") == .account)
    #expect(try world.tier("mina") == .visitor)
    #expect(try world.show("stranger").phone == "010-****-5678")
  }

  @Test func aProvedPhoneWaitsAQuarterOfAnHour() throws {
    try world.verifyPhone("mina", "010-1234-5678")
    try world.verifyName("mina", "김민아", "1994-03-02")
    try world.verifyPhone("lost", "010-1234-5678")
    world.now = world.now.adding(seconds: Platform.phoneProofSeconds)
    #expect(verdict { _ = try world.start("lost") } == "identity.phone_first")
  }

  @Test func anAccountElsewhereLeadsToOnePerson() throws {
    #expect(try world.social("mina", "mina.kim", "pass-1").outcome == .linked)
    #expect(try world.start("mina", "sandbox-social").verification != nil)
    #expect(try world.social("mina", "mina.kim", "pass-1").outcome == .reused)
    #expect(try world.show("mina").external == ["sandbox-social"])
    let mina = try world.person("mina").person
    #expect(try world.social("tablet", "mina.kim", "pass-1").outcome == .joined)
    #expect(try world.hello("tablet").person == mina)
    // Another passcode is another account: nobody comes in by guessing.
    #expect(try world.social("thief", "mina.kim", "pass-2").outcome == .linked)
    #expect(try world.hello("thief").person != mina)
    try world.verifyPhone("mina", "010-1234-5678")
    try world.verifyName("mina", "김민아", "1994-03-02")
    #expect(
      verdict { try world.social("other", "mina.kim", "pass-1") } == "identity.external_taken")
    #expect(try world.platform.verifications().flags.map(\.why) == ["external"])
  }
}
