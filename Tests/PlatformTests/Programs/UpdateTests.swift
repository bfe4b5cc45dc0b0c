import Testing
import Wire

@testable import Platform

/// Hot update: sessions finish on their version, or are taken over whole.
@Suite struct UpdateTests {
  private static let upgrade = #"{"name": "upgrade", "visibility": "system"}"#
  private static let update = #", "update": {"from": 1, "feature": "upgrade"}"#

  private func version(_ world: DomainWorld, _ session: SessionID) throws -> Int64 {
    try #require(try world.platform.session(session)).release.version
  }

  @Test func anOpenSessionFinishesOnItsVersionAndANewOneStartsOnTheNext() throws {
    let world = try DomainWorld()
    try world.publish()
    let old = try world.sit("mina")
    try world.commit(try world.call("mina", old.session, "change"), state: ["cart": 1])
    try world.publish(version: 2)
    let new = try world.sit("joon", table: 2)
    for (name, session, expected) in [("mina", old.session, 1), ("joon", new.session, 2)] {
      let ticket = try world.call(name, session, "change")
      #expect(ticket.release.key.version == Int64(expected) && !ticket.isUpdate)
      try world.commit(ticket, state: ["cart": 2])
    }
    // Whoever joins the old table is on the old version too.
    let joining = try world.scan("sora", try world.tableCode(1))
    #expect(joining.release.key.version == 1)
    #expect(try version(world, old.session) == 1)
  }

  @Test func aVersionThatDeclaresItTakesSessionsOver() throws {
    let world = try DomainWorld()
    try world.publish()
    let page = try world.sit("mina")
    try world.commit(try world.call("mina", page.session, "change"), state: ["cart": 1])
    try world.publish(version: 2, extra: Self.update, features: Self.upgrade)
    let ticket = try world.call("mina", page.session, "look")
    #expect(ticket.isUpdate && ticket.feature.name == "upgrade" && ticket.caller == nil)
    #expect(ticket.arguments == ["from": 1] && ticket.release.key.version == 2)
    #expect(ticket.context.session.state == ["cart": 1] && ticket.lane == page.session)
    try world.commit(ticket, state: ["basket": 1])
    #expect(try version(world, page.session) == 2)
    let next = try world.call("mina", page.session, "look")
    #expect(!next.isUpdate && next.release.key.version == 2)
    #expect(next.context.session.state == ["basket": 1])
    // The same call delivered twice, from two people at once, changes nothing more.
    try world.commit(ticket, state: ["basket": 9])
    #expect(try world.call("mina", page.session, "look").context.session.state == ["basket": 1])
  }

  /// Guests who join first, or scan again, find the session taken over as well.
  @Test func joiningTakesOverFirst() throws {
    let world = try DomainWorld()
    try world.publish()
    let page = try world.sit("mina")
    try world.publish(version: 2, extra: Self.update, features: Self.upgrade)
    let ticket = try world.scan("joon", try world.tableCode(1))
    #expect(ticket.isUpdate)
    try world.commit(ticket, state: ["basket": 0])
    let joining = try world.scan("joon", try world.tableCode(1))
    #expect(!joining.isUpdate && joining.joins && joining.release.key.version == 2)
    #expect(try version(world, page.session) == 2)
  }

  /// What may not come out of taking over; each leaves the session as it was.
  static let bad: [(state: JSON?, effects: [Effect], code: String)] = [
    (nil, [], "program.result_invalid"),
    (["x": 1], [.end], "program.result_invalid"),
  ]

  @Test(arguments: bad)
  func takingOverChangesTheStateOnly(state: JSON?, effects: [Effect], code: String) throws {
    let world = try DomainWorld()
    try world.publish()
    let page = try world.sit("mina")
    try world.publish(version: 2, extra: Self.update, features: Self.upgrade)
    let ticket = try world.call("mina", page.session, "look")
    #expect(verdict { try world.commit(ticket, state: state, effects: effects) } == code)
    #expect(try version(world, page.session) == 1)
  }

  @Test func aSessionThatCannotBeTakenOverStaysForThisVersionOnly() throws {
    let world = try DomainWorld()
    try world.publish()
    let page = try world.sit("mina")
    try world.publish(version: 2, extra: Self.update, features: Self.upgrade)
    let ticket = try world.call("mina", page.session, "look")
    func refuse(_ code: ErrorCode) throws {
      try world.group {
        try $0.refuseUpdate(ticket, Refusal(code), trace: nil, now: world.now)
      }
    }
    // A crowd passes.
    #expect(verdict { try refuse(SessionError.busy) } == "session.busy")
    #expect(try world.call("mina", page.session, "look").isUpdate)
    try refuse(ProgramError.crashed)
    let next = try world.call("mina", page.session, "look")
    #expect(!next.isUpdate && next.release.key.version == 1)
    let owner = try world.person("owner")
    let faults = try world.platform.shopErrors(owner, .init(app: AppID("test.shop.table")))
    #expect(faults.errors.map(\.version) == [2] && faults.errors.map(\.feature) == ["upgrade"])
    try world.publish(version: 3, extra: Self.update, features: Self.upgrade)
    #expect(try world.call("mina", page.session, "look").isUpdate)
  }

  /// A version takes over from as far back as it says, and never what it could not deliver to.
  @Test func whatIsNotTakenOver() throws {
    let world = try DomainWorld()
    try world.publish()
    let first = try world.sit("mina")
    try world.publish(version: 2)
    let second = try world.sit("joon", table: 2)
    let from = #", "update": {"from": 2, "feature": "upgrade"}"#
    try world.publish(version: 3, extra: from, features: Self.upgrade)
    #expect(try !world.call("mina", first.session, "look").isUpdate)
    #expect(try world.call("joon", second.session, "look").isUpdate)
  }
}
