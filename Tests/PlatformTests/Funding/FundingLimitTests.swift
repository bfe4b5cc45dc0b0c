import Testing
import Wire

@testable import Platform

/// Limits by provider, method, tier and window, at limit - 1, limit and limit + 1.
@Suite struct FundingLimitTests {
  private struct Case: CustomStringConvertible {
    let tier: Tier
    let kind: FundingSource.Kind
    let method: String
    let direction: FundingDirection

    var description: String { "\(tier) \(method) \(direction)" }
  }

  private static let cases = FundingProfile.standard.flatMap { profile in
    profile.methods.values.sorted { $0.id < $1.id }.flatMap { method in
      method.limits.flatMap { direction, tiers in
        tiers.keys.compactMap { tier in
          method.kind.map { Case(tier: tier, kind: $0, method: method.id, direction: direction) }
        }
      }
    }
    .filter { _ in !profile.onPremiseOnly && profile.window == .embedded }
  }

  private func world(_ tier: Tier, _ kind: FundingSource.Kind) throws -> DomainWorld {
    let world = try DomainWorld()
    try world.raise("mina", to: tier)
    try world.link("mina", kind)
    return world
  }

  private func limits(_ one: Case, _ world: DomainWorld) throws -> FundingProfile.Limits {
    let (_, method) = try world.platform.method(one.method)
    return try #require(method.limits[one.direction]?[one.tier])
  }

  /// Checks an amount against the limits alone, as every payment is.
  private func verdictOf(_ amount: Int64, _ one: Case, _ world: DomainWorld) -> String {
    verdict {
      let (profile, method) = try world.platform.method(one.method)
      try world.platform.checkLimits(
        profile, method, one.direction, amount, of: world.person("mina"), now: world.now)
    }
  }

  /// Notes a payment as done, without a wallet that would be full by then.
  private func use(_ amount: Int64, _ one: Case, _ state: FundingRow.State, _ world: DomainWorld)
    throws
  {
    try world.group { platform in
      let (profile, method) = try platform.method(one.method)
      var plan = Plan()
      let row = FundingRow(
        id: try platform.newRow("funding", &plan), moid: platform.newName("x_"),
        person: try world.person("mina").row, key: world.newKey(), body: [],
        direction: one.direction, provider: profile.id, method: method.id, token: "t",
        amount: Money(amount, .krw), at: world.now, state: state, asked: 0)
      platform.insert(row, &plan)
      try platform.apply(plan)
    }
  }

  @Test(arguments: cases) private func onePayment(one: Case) throws {
    let world = try world(one.tier, one.kind)
    let limit = try #require(try limits(one, world).payment)
    #expect(verdictOf(limit - 1, one, world) == "ok")
    #expect(verdictOf(limit, one, world) == "ok")
    #expect(verdictOf(limit + 1, one, world) == "funding.limit")
  }

  @Test(arguments: cases) private func oneDay(one: Case) throws {
    let world = try world(one.tier, one.kind)
    let limits = try limits(one, world)
    let day = try #require(limits.day)
    try use(day - 1_000, one, .paid, world)
    // A failed payment takes nothing; one whose outcome is unknown counts.
    try use(day, one, .failed, world)
    try use(1, one, .paying, world)
    #expect(verdictOf(998, one, world) == "ok")
    #expect(verdictOf(999, one, world) == "ok")
    #expect(verdictOf(1_000, one, world) == "funding.limit")
    let midnight = world.now.nextKoreanDay
    world.now = midnight.adding(milliseconds: -1)
    #expect(verdictOf(1_000, one, world) == "funding.limit")
    world.now = midnight
    #expect(verdictOf(1_000, one, world) == "ok")
  }

  @Test(arguments: cases) private func oneMonth(one: Case) throws {
    let world = try world(one.tier, one.kind)
    let limits = try limits(one, world)
    let month = try #require(limits.month)
    try use(month - 1_000, one, .paid, world)
    world.now = world.now.nextKoreanDay
    #expect(verdictOf(999, one, world) == "ok")
    #expect(verdictOf(1_000, one, world) == "ok")
    #expect(verdictOf(1_001, one, world) == "funding.limit")
    // 2025-12-01T00:00+09:00, the next month of Korean time.
    let next = Instant(milliseconds: 1_764_514_800_000)
    world.now = next.adding(milliseconds: -1)
    #expect(verdictOf(1_001, one, world) == "funding.limit")
    world.now = next
    #expect(verdictOf(1_001, one, world) == "ok")
  }

  @Test func aMissingTierIsToldWhichOneIsNeeded() throws {
    let world = try world(.registered, .account)
    let one = Case(tier: .registered, kind: .account, method: "account", direction: .in)
    #expect(verdictOf(1_000, one, world) == "auth.tier")
    let out = Case(tier: .registered, kind: .card, method: "card", direction: .out)
    #expect(verdictOf(1_000, out, world) == "funding.method_unavailable")
  }

  /// A wallet is never filled above its limit, money under way included.
  @Test(
    arguments: [(1_970_000, "ok"), (1_970_001, "wallet.balance_limit")] as [(Int64, String)])
  func moneyUnderWayCountsForTheWallet(amount: Int64, expected: String) throws {
    let world = try DomainWorld()
    try world.raise("mina", to: .registered)
    let card = try world.link("mina", .card, .payAnswerLost)
    #expect(verdict { try world.fill("mina", 30_000, from: card) } == "funding.pending")
    #expect(verdict { try world.topUp("mina", amount) } == expected)
    try world.runDue(until: world.now.adding(seconds: 600))
    #expect(try world.balance("mina") == (expected == "ok" ? 2_000_000 : 30_000))
  }

  @Test func aTableThatDoesNotFitIsRefusedByTheBuildsOwnTests() {
    for profile in FundingProfile.standard {
      #expect(profile.deadlineSeconds > 0)
      #expect(profile.askAfterSeconds == profile.askAfterSeconds.sorted())
      for method in profile.methods.values {
        for limits in method.limits.values.flatMap(\.values) {
          let row = [limits.payment, limits.day, limits.month].compactMap(\.self)
          #expect(row == row.sorted(), "\(profile.id)/\(method.id)")
        }
      }
    }
    let names = FundingProfile.standard.flatMap(\.methods.keys)
    #expect(Set(names).count == names.count)
  }
}
