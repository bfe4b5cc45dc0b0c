import Testing
import Wire

@testable import Platform

/// A suspended merchant: all of its apps are off, nobody else's.
@Suite struct SuspensionTests {
  private let merchant = MerchantID("shop")

  @discardableResult
  private func suspend(
    _ world: DomainWorld, _ name: String = "shop", _ reason: String = "Stolen goods"
  ) throws -> JSON {
    let params = AdminSuspendMethod.Params(
      key: world.newKey(), merchant: MerchantID(name), reason: reason)
    let body = try world.body(AdminSuspendMethod.name, params)
    return try world.run { try $0.suspend(params, body, now: world.now) }
  }

  @discardableResult
  private func reinstate(_ world: DomainWorld, _ name: String = "shop") throws -> JSON {
    let params = AdminReinstateMethod.Params(key: world.newKey(), merchant: MerchantID(name))
    let body = try world.body(AdminReinstateMethod.name, params)
    return try world.run { try $0.reinstate(params, body, now: world.now) }
  }

  private func kill(_ world: DomainWorld, as name: String?, _ app: String) throws {
    let params = RegistryKillMethod.Params(
      key: world.newKey(), app: AppID(app), reason: "Closed")
    let caller = try name.map { try world.person($0) }
    let body = try world.body(RegistryKillMethod.name, params)
    try world.run { try $0.kill(caller, params, body, now: world.now) }
  }

  private func restore(_ world: DomainWorld, as name: String?, _ app: String) throws {
    let params = RegistryRestoreMethod.Params(key: world.newKey(), app: AppID(app))
    let caller = try name.map { try world.person($0) }
    let body = try world.body(RegistryRestoreMethod.name, params)
    try world.run { try $0.restore(caller, params, body, now: world.now) }
  }

  private func code(_ world: DomainWorld, _ app: String, of owner: String) throws -> String {
    let codes = try world.platform.shopCodes(
      try world.person(owner), ShopCodesMethod.Params(app: AppID(app)))
    return try #require(codes.codes.first { $0.place == "1" }).payload
  }

  /// Two apps of the shop and one of somebody else.
  private func street() throws -> DomainWorld {
    let world = try DomainWorld()
    try world.publish()
    try world.publish(app: "test.shop.counter")
    try world.publish(as: "rival", app: "test.rival.table", merchant: "rival")
    return world
  }

  @Test func everythingOfItStopsAndWaits() throws {
    let world = try street()
    let page = try world.sit("mina")
    try world.topUp("mina", 50_000)
    let bill = try #require(try world.order("mina", page.session, 9_000, key: "o1").sheet?.bill)
    let paid = try #require(try world.order("mina", page.session, 1_000, key: "o2").sheet?.bill)
    try world.pay("mina", paid.bill, 1_000)
    let underWay = try world.call("mina", page.session, "change")
    let answer = try suspend(world)
    #expect(answer["apps"] == ["test.shop.counter", "test.shop.table"])
    #expect(answer["sessions"] == 1)
    #expect(try world.told("mina", "session.changed").last?["killed"] == "Stolen goods")
    let counter = try code(world, "test.shop.counter", of: "owner")
    for round in ["before", "after"] {
      #expect(verdict { try world.commit(underWay, state: ["x": 1]) } == "app.killed", "\(round)")
      #expect(verdict { _ = try world.call("mina", page.session, "look") } == "app.killed")
      #expect(verdict { _ = try world.scan("joon", counter) } == "app.killed")
      #expect(verdict { try world.pay("mina", bill.bill, 9_000) } == "program.unavailable")
      #expect(try world.balance("mina") == 49_000)
      #expect(try world.owed().isEmpty)
      // Somebody else's app goes on.
      _ = try world.scan("joon", try code(world, "test.rival.table", of: "rival"))
      // It outlives the daemon.
      try world.reopen()
    }
    #expect(try reinstate(world)["suspended"] == false)
    #expect(try world.told("mina", "session.changed").last?["killed"] == false)
    try world.pay("mina", bill.bill, 9_000)
    #expect(try world.owed().map(\.feature.name) == ["paid"])
  }

  @Test func nothingIsPublishedMeanwhile() throws {
    let world = try street()
    try suspend(world)
    for app in ["test.shop.table", "test.shop.new"] {
      let found = verdict { try world.publish(version: 2, app: app) }
      #expect(found == "app.merchant_suspended", "\(app)")
    }
    try reinstate(world)
    try world.publish(version: 2)
  }

  /// The kill of one app and the suspension of its merchant do not undo each other.
  @Test func killsOfItsAppsAreTheirOwn() throws {
    let world = try street()
    try kill(world, as: "owner", "test.shop.table")
    try suspend(world)
    for who in ["owner", nil] {
      let found = verdict { try restore(world, as: who, "test.shop.table") }
      #expect(found == "app.merchant_suspended")
    }
    // The merchant may switch off what is off; it stays off afterwards.
    try kill(world, as: "owner", "test.shop.counter")
    try suspend(world, "shop", "Still stolen")
    #expect(
      try world.platform.kill(of: AppID("test.shop.table"))
        == AppKill(person: nil, reason: "Still stolen"))
    #expect(try reinstate(world)["apps"] == [])
    let owner = try world.person("owner").row
    #expect(
      try world.platform.kill(of: AppID("test.shop.table"))
        == AppKill(person: owner, reason: "Closed"))
    try restore(world, as: "owner", "test.shop.table")
    #expect(verdict { try world.sit("mina") } == "ok")
  }

  @Test func namesAndReasonsAreChecked() throws {
    let world = try street()
    let limit = Platform.killReasonLimit
    let long = String(repeating: "x", count: limit + 1)
    let table: [(name: String, reason: String, expected: String)] = [
      ("nobody", "r", "follow.merchant_unknown"), ("shop", "", "request.invalid"),
      ("shop", long, "request.invalid"), ("shop", String(long.dropLast()), "ok"),
    ]
    for row in table {
      #expect(verdict { try suspend(world, row.name, row.reason) } == row.expected, "\(row)")
    }
    #expect(verdict { try reinstate(world, "nobody") } == "follow.merchant_unknown")
    // Twice is once.
    try reinstate(world)
    try reinstate(world)
    #expect(verdict { try world.sit("mina") } == "ok")
  }
}
