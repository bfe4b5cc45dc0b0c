import Store
import TestSupport
import Testing
import Wire

@testable import Platform

/// A shop whose program does what the test commits, with every right about money.
extension DomainWorld {
  static let moneyApp = AppID("test.shop.money")

  /// Publishes the shop's app; every event reaches the feature `heard`.
  func publishMoney(merchant: String = "shop", app: String = "test.shop.money") throws {
    let events = Manifest.events.map { "\"\($0)\": \"heard\"" }.joined(separator: ", ")
    let manifest = """
      {"manifest": 1, "app_id": "\(app)", "name": {"ko": "시험집", "en": "Test House"},
       "version": {"name": "1.0", "code": 1}, "merchant": "\(merchant)",
       "program": {"name": "Test"},
       "features": [
         {"name": "open", "query": true},
         {"name": "act", "scopes": ["wallet.bill", "wallet.mandate"]},
         {"name": "heard", "visibility": "system", "scopes": ["wallet.bill", "wallet.mandate"]}],
       "routes": [{"code": "table", "feature": "open",
         "params": {"table": {"type": "integer", "minimum": 1, "maximum": 100}}}],
       "on": {\(events)},
       "scopes": {"required": [
         {"name": "wallet.bill", "reason": "r"}, {"name": "wallet.mandate", "reason": "r"},
         {"name": "timers", "reason": "r"}]},
       "deliverWithinSeconds": 600, "limits": {"storageMB": 1}}
      """
    let params = RegistryPublishMethod.Params(
      key: newKey(), manifest: manifest, source: "/nowhere")
    let caller = try person("owner")
    let body = try body(RegistryPublishMethod.name, params)
    try run {
      try $0.publish(
        caller, manifest: manifest, digest: String(repeating: "a", count: 64), tools: [:], body,
        now: now)
    }
  }

  /// Sits down at the shop.
  func visit(
    _ name: String, table: Int = 1, app: AppID = DomainWorld.moneyApp
  ) throws -> SessionID {
    let params = SessionOpenMethod.Params(
      key: newKey(), app: app, route: "table", params: ["table": .integer(Int64(table))])
    let caller = try person(name)
    let body = try body(SessionOpenMethod.name, params)
    let ticket = try ticket { try $0.prepareOpen(caller, params, body, now: now) }
    return try #require(try commit(ticket, page: Page(title: "t"))).session
  }

  /// The program does something in a call of somebody.
  @discardableResult
  func act(_ name: String, _ session: SessionID, _ effects: Effect...) throws -> PageReply {
    try #require(try commit(try call(name, session, "act"), effects: effects))
  }

  /// Buys something at the shop; answers the bill.
  @discardableResult
  func buy(
    _ name: String, _ session: SessionID, _ amount: Int64, key: String, confirmed: Bool = true
  ) throws -> BillID {
    let line = BillEffect.Line(id: "dish", title: "Dish", quantity: 1, unitAmount: amount)
    let reply = try act(name, session, .bill(BillEffect(key: key, lines: [line])))
    let bill = try #require(reply.sheet).bill.bill
    try pay(name, bill, amount)
    if confirmed { try deliverAll() }
    return bill
  }

  /// Gives money of a bill back, as the owner.
  func refund(_ bill: BillID, _ amount: Int64?, key: String? = nil) throws {
    let params = BillRefundMethod.Params(
      key: key ?? newKey(), bill: bill, amount: amount, reason: "cold")
    let owner = try person("owner")
    let body = try body(BillRefundMethod.name, params)
    try run { try $0.billRefund(owner, params, body, now: now) }
  }

  /// A person of a tier, as the store has them from now on.
  func person(_ name: String, tier: Tier) throws -> Person {
    let known = try person(name)
    try group { platform in
      try platform.sql("UPDATE person SET tier = ? WHERE id = ?")
        .run(.text(tier.rawValue), .integer(known.row))
    }
    return Person(row: known.row, person: known.person, tier: tier, lang: known.lang)
  }

  /// Fills a wallet whatever its tier allows.
  func give(_ name: String, _ amount: Int64) throws {
    let owner = Platform.owner(try person(name).person)
    try group { platform in
      var plan = platform.ledger.plan(now: now)
      let from = try plan.open(Platform.bank, .external, .krw)
      let to = try plan.open(owner, .user, .krw)
      _ = try plan.transfer(
        TransferRequest(
          legs: [Leg(from: from, to: to, amount: Money(amount, .krw))], key: nil))
      try platform.ledger.apply(plan)
    }
  }

  /// Midnight in Seoul that begins a day, and anything after it.
  func goTo(_ day: String, _ seconds: Int64 = 0) throws {
    now = try #require(SeoulDay(text: day)).start.adding(seconds: seconds)
  }

  /// A merchant's statement for its owner: where its day is open, read as the daemon's reader does,
  /// on a connection of its own.
  func statement(_ params: ShopStatementMethod.Params) throws -> MerchantStatement {
    switch try platform.shopStatement(try person("owner"), params, now: now) {
    case .done(let statement): statement
    case .open(let day):
      try PlatformReader.statement(day, on: Connection.openReadOnly(path: directory.database))
    }
  }

  /// What a merchant has.
  func merchantBalance(_ merchant: String = "shop") throws -> Int64 {
    let owner = Platform.owner(MerchantID(merchant))
    let account = try platform.ledger.find(owner, .merchant, .krw)
    return account.flatMap { platform.ledger.read($0)?.available } ?? 0
  }

  /// What the program is told next, oldest first, and takes in.
  func hear() throws -> [JSON] {
    var heard: [JSON] = []
    while case let tickets = try owed(), !tickets.isEmpty {
      for ticket in tickets {
        heard.append(ticket.arguments)
        try commit(ticket)
      }
    }
    return heard
  }
}
