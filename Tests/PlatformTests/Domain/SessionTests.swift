import Testing
import Wire

@testable import Platform

@Suite struct SessionTests {
  @Test func twoFriendsShareOneTable() throws {
    let world = try DomainWorld()
    try world.publish()
    let mina = try world.sit("mina")
    #expect(mina.place == "table 1")
    #expect(mina.people == 1)
    let joon = try world.sit("joon")
    #expect(joon.session == mina.session)
    #expect(joon.people == 2)
    #expect(try world.told("mina", ServerNotification.sessionChanged).count == 1)
    let other = try world.sit("sora", table: 2)
    #expect(other.session != mina.session)
  }

  @Test func whoScansAtTheSameMomentJoinsAndIsToldSo() throws {
    let world = try DomainWorld()
    try world.publish()
    let code = try world.tableCode(1)
    let first = try world.scan("mina", code)
    let second = try world.scan("joon", code)
    let opened = try #require(try world.commit(first))
    #expect(verdict { try world.commit(second) } == "conflict state.changed")
    let again = try world.group {
      try $0.prepareAgain(
        second, after: CallContext.Conflict(code: "state.changed"), now: world.now)
    }
    #expect(again.context.id == second.context.id)
    #expect(again.context.attempt == 2)
    #expect(again.context.session.people.map(\.number) == [1, 2])
    #expect(try #require(try world.commit(again)).session == opened.session)
  }

  @Test func aChangeOnOldGroundIsMadeAgain() throws {
    let world = try DomainWorld()
    try world.publish()
    let session = try world.sit("mina").session
    try world.sit("joon")
    let mina = try world.call("mina", session, "change")
    let joon = try world.call("joon", session, "change")
    try world.commit(mina, state: ["n": 1])
    #expect(verdict { try world.commit(joon, state: ["n": 1]) } == "conflict state.changed")
    let stored = try #require(try world.platform.session(session))
    #expect(stored.state == ["n": 1])
    #expect(stored.rev == 2)
  }

  @Test func aRepeatedKeyGetsTheStoredAnswer() throws {
    let world = try DomainWorld()
    try world.publish()
    let session = try world.sit("mina").session
    let ticket = try world.call("mina", session, "change", key: "one-key-for-all-tries")
    try world.commit(ticket, state: ["n": 1])
    #expect(
      verdict {
        _ = try world.call("mina", session, "change", key: "one-key-for-all-tries")
      } == "noCall")
    #expect(
      verdict { _ = try world.call("mina", session, "look", key: "one-key-for-all-tries") }
        == "key.reused")
    #expect(try #require(try world.commit(ticket, state: ["n": 2])).replayed == true)
    #expect(try #require(try world.platform.session(session)).state == ["n": 1])
  }

  @Test(arguments: [
    ("mina", "change", "ok"), ("mina", "nothing", "feature.unknown"),
    ("mina", "board", "feature.not_allowed"), ("mina", "paid", "feature.not_allowed"),
    ("sora", "change", "session.unknown"), ("mina", "order", "session.stale"),
  ]) func whoMayCallWhat(name: String, feature: String, expected: String) throws {
    let world = try DomainWorld()
    try world.publish()
    let session = try world.sit("mina").session
    #expect(verdict { _ = try world.call(name, session, feature) } == expected)
  }

  @Test func theLastToLeaveEndsTheTable() throws {
    let world = try DomainWorld()
    try world.publish()
    let session = try world.sit("mina").session
    try world.sit("joon")
    for (name, isOver) in [("joon", false), ("mina", true)] {
      let params = SessionLeaveMethod.Params(key: world.newKey(), session: session)
      let caller = try world.person(name)
      let body = try world.body(SessionLeaveMethod.name, params)
      try world.run { try $0.sessionLeave(caller, params, body, now: world.now) }
      #expect(try #require(try world.platform.session(session)).isEnded == isOver)
    }
    #expect(try world.sit("mina").session != session)
  }

  @Test func peopleHaveOtherNamesAtEachMerchant() throws {
    let world = try DomainWorld()
    let mina = try world.person("mina").person
    let names = ["a", "b", "a"].map { world.platform.pairwise(mina, MerchantID($0)) }
    #expect(names[0] == names[2])
    #expect(names[0] != names[1])
    #expect(!names.contains { $0.text.contains(mina.text.dropFirst(2)) })
  }

  @Test func aTableThatEverybodyForgotBeginsAnew() throws {
    let world = try DomainWorld()
    try world.publish()
    let session = try world.sit("mina").session
    world.now = world.now.adding(seconds: Platform.sessionIdleSeconds - 1)
    #expect(try world.sit("joon").session == session)
    world.now = world.now.adding(seconds: Platform.sessionIdleSeconds)
    let fresh = try world.sit("sora")
    #expect(fresh.session != session)
    #expect(fresh.people == 1)
    #expect(verdict { _ = try world.call("mina", session, "change") } == "session.ended")
  }

  @Test func staffWorkOnTheNewestVersion() throws {
    let world = try DomainWorld()
    try world.publish()
    func open() throws -> (CallTicket, PageReply) {
      let params = ShopOpenMethod.Params(
        key: world.newKey(), app: AppID("test.shop.table"), feature: "board")
      let caller = try world.person("owner")
      let body = try world.body(ShopOpenMethod.name, params)
      let ticket = try world.ticket { try $0.prepareShop(caller, params, body, now: world.now) }
      return (ticket, try #require(try world.commit(ticket, page: Page(title: "board"))))
    }
    let first = try open()
    #expect(try open().1.session == first.1.session)
    try world.publish(version: 2)
    let second = try open()
    #expect(second.0.release.key.version == 2)
    #expect(second.1.session != first.1.session)
  }

  @Test func aPageThatWasOvertakenCannotBeConfirmed() throws {
    let world = try DomainWorld()
    try world.publish()
    let session = try world.sit("mina").session
    let joining = try world.scan("joon", try world.tableCode(1))
    try world.commit(try world.call("mina", session, "change"), state: ["n": 1])
    let reply = try #require(try world.commit(joining, page: Page(title: "old")))
    #expect(
      verdict { _ = try world.call("joon", session, "order", seenRev: reply.rev) }
        == "session.stale")
  }

  @Test func aSessionThatIsOverStillHearsOfItsBills() throws {
    let world = try DomainWorld()
    try world.publish()
    let session = try world.sit("mina").session
    try world.topUp("mina", 10_000)
    let reply = try world.order("mina", session, 7_000, key: "1")
    try world.pay("mina", try #require(reply.sheet).bill.bill, 7_000)
    let params = SessionLeaveMethod.Params(key: world.newKey(), session: session)
    let caller = try world.person("mina")
    let body = try world.body(SessionLeaveMethod.name, params)
    try world.run { try $0.sessionLeave(caller, params, body, now: world.now) }
    let ticket = try #require(try world.owed().first)
    try world.commit(ticket, state: ["paid": true])
    let stored = try #require(try world.platform.session(session))
    #expect(stored.isEnded)
    #expect(stored.state == ["paid": true])
  }
}
