import Store
import Testing
import Wire

@testable import Platform

@Suite struct FollowerTests {
  private func world() throws -> (DomainWorld, SessionID) {
    let world = try DomainWorld()
    try world.publish(manifest: DomainWorld.agentManifest())
    let code = try world.tableCode(1, app: "test.shop.agents")
    let reply = try #require(try world.commit(try world.scan("mina", code), page: Page(title: "t")))
    return (world, reply.session)
  }

  private func follow(
    _ world: DomainWorld, _ name: String, _ merchant: String = "agents", on: Bool = true
  ) throws {
    let params = FollowSetMethod.Params(
      key: world.newKey(), merchant: MerchantID(merchant), isFollowing: on)
    let caller = try world.person(name)
    let body = try world.body(FollowSetMethod.name, params)
    try world.run { try $0.followSet(caller, params, body, now: world.now) }
  }

  private func ask(_ world: DomainWorld, _ session: SessionID, _ effects: Effect...) -> String {
    verdict { try world.commit(try world.call("mina", session, "change"), effects: effects) }
  }

  private func runDue(_ world: DomainWorld) throws {
    world.note(try world.group { try $0.runDue(now: world.now) }.notices)
  }

  @Test func aPostReachesWhoFollowsAndNobodyElse() throws {
    let (world, session) = try world()
    #expect(verdict { try follow(world, "jun", "no-such") } == "follow.merchant_unknown")
    try follow(world, "jun")
    try follow(world, "sora")
    try follow(world, "sora", on: false)
    #expect(
      try world.platform.followList(try world.person("jun")).merchants.map(\.merchant)
        == [MerchantID("agents")])
    #expect(ask(world, session, .post(PostEffect(key: "p1", text: "New noodles"))) == "ok")
    #expect(ask(world, session, .post(PostEffect(key: "p1", text: "Again"))) == "ok")
    try runDue(world)
    try world.reopen()
    try runDue(world)
    #expect(try world.inbox("jun").map { $0.text.text(in: .english) } == ["New noodles"])
    for nobody in ["mina", "sora"] { #expect(try world.inbox(nobody) == []) }
  }

  @Test func manyFollowersHoldNobodyUp() throws {
    let (world, session) = try world()
    let count = Int(Platform.postBatchLimit) + 1
    for index in 0..<count { try follow(world, "f\(index)") }
    #expect(ask(world, session, .post(PostEffect(key: "p", text: "Hi"))) == "ok")
    var plan = Plan()
    #expect(try world.platform.deliverPost(1, &plan, now: world.now))
    #expect(plan.notices.count == Int(Platform.postBatchLimit))
    try runDue(world)
    world.now = world.now.adding(seconds: 1)
    try runDue(world)
    for name in ["f0", "f\(count - 1)"] { #expect(try world.inbox(name).count == 1) }
    #expect(try world.platform.timerCount().dead == 0)
  }

  @Test func postsHaveTheirQuotaOfADay() throws {
    let (world, session) = try world()
    for index in 0..<Platform.postLimit {
      #expect(ask(world, session, .post(PostEffect(key: "p\(index)", text: "x"))) == "ok")
    }
    let one = Effect.post(PostEffect(key: "over", text: "x"))
    #expect(ask(world, session, one) == "conflict post.quota")
    world.now = world.now.adding(seconds: 86_400)
    let today = (0...Platform.postLimit).map { Effect.post(PostEffect(key: "n\($0)", text: "x")) }
    #expect(
      verdict { try world.commit(try world.call("mina", session, "change"), effects: today) }
        == "conflict post.quota")
    #expect(ask(world, session, one) == "ok")
  }

  @Test func giftsAreDurableCountedAndForCustomersOnly() throws {
    let (world, session) = try world()
    let merchant = MerchantID("agents")
    func name(_ person: String) throws -> PairwiseID {
      world.platform.pairwise(try world.person(person).person, merchant)
    }
    func grant(
      _ kind: GrantEffect.Kind, _ person: PairwiseID, _ key: String, count: Int64 = 1,
      seconds: Int64? = nil
    ) -> String {
      ask(
        world, session,
        .grant(
          GrantEffect(
            person: person, kind: kind, key: key, title: "Gift", count: count, seconds: seconds)))
    }
    #expect(grant(.stamp, try name("mina"), "bowl", count: 2) == "ok")
    #expect(grant(.stamp, try name("mina"), "bowl", count: 3) == "ok")
    #expect(grant(.coupon, try name("mina"), "c", seconds: 60) == "ok")
    #expect(grant(.coupon, try name("mina"), "c") == "ok")
    #expect(grant(.card, try name("jun"), "m") == "conflict person.unknown")
    try follow(world, "jun")
    #expect(grant(.card, try name("jun"), "m") == "ok")
    try world.reopen()
    func held(_ person: String) throws -> [String] {
      try world.platform.benefitList(try world.person(person), now: world.now).benefits
        .map { "\($0.kind) \($0.count)" }
    }
    #expect(try held("mina") == ["coupon 1", "stamp 5"])
    #expect(try held("jun") == ["card 1"])
    world.now = world.now.adding(seconds: 60)
    #expect(try held("mina") == ["stamp 5"])
  }

  @Test func benefitsOfOneShopHaveTheirLimit() throws {
    let (world, session) = try world()
    let mina = world.platform.pairwise(
      try world.person("mina").person, MerchantID("agents"))
    func grant(_ keys: Range<Int64>) -> String {
      verdict {
        try world.commit(
          try world.call("mina", session, "change"),
          effects: keys.map {
            .grant(GrantEffect(person: mina, kind: .card, key: "k\($0)", title: "Gift"))
          })
      }
    }
    #expect(grant(0..<50) == "ok")
    #expect(grant(50..<(Platform.benefitLimit + 1)) == "conflict benefit.limit")
    #expect(grant(50..<Platform.benefitLimit) == "ok")
    #expect(grant(Platform.benefitLimit..<(Platform.benefitLimit + 1)) == "conflict benefit.limit")
    #expect(grant(0..<1) == "ok")
  }
}
