import Testing
import Wire

@testable import Platform

/// The kill switch: nothing of the app goes on, nothing of it is lost.
@Suite struct KillTests {
  private let app = AppID("test.shop.table")

  private func kill(
    _ world: DomainWorld, as name: String?, _ reason: String = "Wrong prices"
  ) throws -> JSON {
    let caller = try name.map { try world.person($0) }
    let params = RegistryKillMethod.Params(key: world.newKey(), app: app, reason: reason)
    let body = try world.body(RegistryKillMethod.name, params)
    return try world.run { try $0.kill(caller, params, body, now: world.now) }
  }

  private func restore(_ world: DomainWorld, as name: String?) throws -> JSON {
    let caller = try name.map { try world.person($0) }
    let params = RegistryRestoreMethod.Params(key: world.newKey(), app: app)
    let body = try world.body(RegistryRestoreMethod.name, params)
    return try world.run { try $0.restore(caller, params, body, now: world.now) }
  }

  @Test func everythingStopsAndWaits() throws {
    let world = try DomainWorld()
    try world.publish()
    let page = try world.sit("mina")
    try world.topUp("mina", 50_000)
    let bill = try #require(try world.order("mina", page.session, 9_000, key: "o1").sheet?.bill)
    let underWay = try world.call("mina", page.session, "change")
    #expect(try kill(world, as: "owner")["sessions"] == 1)
    #expect(try world.told("mina", "session.changed").last?["killed"] == "Wrong prices")
    // A call that is under way, a new one, a new guest, a payment.
    #expect(verdict { try world.commit(underWay, state: ["x": 1]) } == "app.killed")
    #expect(verdict { _ = try world.call("mina", page.session, "look") } == "app.killed")
    #expect(verdict { try world.sit("joon") } == "app.killed")
    #expect(verdict { try world.pay("mina", bill.bill, 9_000) } == "program.unavailable")
    #expect(try world.balance("mina") == 50_000)
    // It outlives the daemon.
    try world.reopen()
    #expect(verdict { _ = try world.call("mina", page.session, "look") } == "app.killed")
    #expect(try restore(world, as: "owner")["killed"] == false)
    #expect(try world.told("mina", "session.changed").last?["killed"] == false)
    try world.pay("mina", bill.bill, 9_000)
    #expect(try world.owed().map(\.feature.name) == ["paid"])
  }

  /// Events of an app that is off wait, and time goes on for everybody else.
  @Test func owedCallsWait() throws {
    let world = try DomainWorld()
    try world.publish()
    let page = try world.sit("mina")
    try world.topUp("mina", 50_000)
    let bill = try #require(try world.order("mina", page.session, 9_000, key: "o1").sheet?.bill)
    try world.pay("mina", bill.bill, 9_000)
    _ = try kill(world, as: nil)
    #expect(try world.owed().isEmpty)
    let before = try #require(try world.platform.nextDue())
    #expect(before > world.now)
    _ = try restore(world, as: nil)
    #expect(try world.owed().map(\.feature.name) == ["paid"])
  }

  static let rules: [(killer: String?, other: String?, restored: String)] = [
    ("owner", "owner", "ok"), ("owner", nil, "ok"), (nil, nil, "ok"),
    (nil, "owner", "app.killed_by_operator"), ("owner", "mina", "auth.role"),
  ]

  @Test(arguments: rules)
  func whoMaySwitchItOnAgain(killer: String?, other: String?, restored: String) throws {
    let world = try DomainWorld()
    try world.publish()
    _ = try kill(world, as: killer)
    #expect(verdict { _ = try restore(world, as: other) } == restored)
  }

  /// The operator's word stands over the merchant's, not the other way round.
  @Test func theOperatorsKillStays() throws {
    let world = try DomainWorld()
    try world.publish()
    _ = try kill(world, as: "owner", "Closed")
    _ = try kill(world, as: nil, "Unsafe food")
    _ = try kill(world, as: "owner", "Closed again")
    #expect(try world.platform.kill(of: app) == AppKill(person: nil, reason: "Unsafe food"))
    #expect(verdict { _ = try restore(world, as: "owner") } == "app.killed_by_operator")
  }

  @Test func reasonsAndNamesAreChecked() throws {
    let world = try DomainWorld()
    try world.publish()
    let limit = Platform.killReasonLimit
    #expect(verdict { _ = try kill(world, as: "owner", "") } == "request.invalid")
    let long = String(repeating: "x", count: limit + 1)
    #expect(verdict { _ = try kill(world, as: "owner", long) } == "request.invalid")
    #expect(verdict { _ = try kill(world, as: "owner", String(long.dropLast())) } == "ok")
    #expect(verdict { _ = try kill(world, as: "mina") } == "auth.role")
  }
}
