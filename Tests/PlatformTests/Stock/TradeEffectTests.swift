import Store
import Testing
import Wire

@testable import Platform

/// What programs may ask of stock and safe trades.
@Suite struct TradeEffectTests {
  private static let manifest = DomainWorld.manifest()
    .replacing(
      #"{"name": "timers", "reason": "r"}"#,
      with: #"{"name": "timers", "reason": "r"}, {"name": "stock", "reason": "r"},"#
        + #" {"name": "wallet.escrow", "reason": "r"}"#
    )
    .replacing(
      #"{"name": "change"}"#,
      with: #"{"name": "change", "scopes": ["wallet.escrow", "wallet.bill"]}"#
    )
    .replacing(
      #""bill.expired": "expired","#,
      with: #""bill.expired": "expired", "reservation.expired": "tick","#
        + #" "hold.released": "tick", "escrow.changed": "tick","#)

  private func shop() throws -> TradeWorld {
    let trade = try TradeWorld()
    let params = RegistryPublishMethod.Params(
      key: trade.world.newKey(), manifest: Self.manifest, source: "/nowhere")
    try trade.run("owner", RegistryPublishMethod.name, params) { core, caller, params, body, now in
      try core.publish(
        caller, manifest: params.manifest, digest: String(repeating: "a", count: 64), tools: [:],
        body, now: now)
    }
    try trade.world.sit("buyer")
    return trade
  }

  private func ask(
    _ trade: TradeWorld, _ name: String, _ effects: [Effect], table: Int = 1
  ) throws {
    let session = try trade.world.sit(name, table: table).session
    try trade.world.commit(try trade.world.call(name, session, "change"), effects: effects)
  }

  private func reserve(_ key: String, _ quantity: Int64 = 1, bill: String? = nil) -> Effect {
    .stock(.reserve(key: key, item: "ramen", quantity: quantity, seconds: 900, bill: bill))
  }

  private func stock(_ trade: TradeWorld) throws -> [Int64] {
    try trade.world.connection.prepare(
      "SELECT quantity, reserved, fence FROM stock WHERE name = 'ramen'"
    ).first { [$0.integer(0), $0.integer(1), $0.integer(2)] } ?? []
  }

  /// One step a line of the table: what is asked, what it comes to, and the stock afterwards.
  @Test func stockAndReservations() throws {
    let trade = try shop()
    func check(_ effects: [Effect], _ expected: String, _ after: [Int64]) throws {
      let found = verdict { try ask(trade, "buyer", effects) }
      #expect(found == (expected == "ok" ? "ok" : "conflict \(expected)"), "\(effects)")
      #expect(try stock(trade) == after, "\(effects)")
    }
    try check([reserve("a")], "stock.item_unknown", [])
    try check([.stock(.stock(item: "ramen", quantity: 3))], "ok", [3, 0, 0])
    try check([reserve("a", 2)], "ok", [3, 2, 1])
    try check([reserve("a", 2)], "ok", [3, 2, 1])
    try check([reserve("b", 2)], "stock.gone", [3, 2, 1])
    try check([reserve("b"), reserve("c")], "stock.gone", [3, 2, 1])
    try check([reserve("b"), .stock(.unreserve(key: "b", used: false))], "ok", [3, 2, 2])
    try check([.stock(.stock(item: "ramen", quantity: 1))], "stock.below_reserved", [3, 2, 2])
    try check([.stock(.unreserve(key: "a", used: true))], "ok", [1, 0, 2])
    try check(
      [.stock(.unreserve(key: "a", used: true))], "stock.reservation_unknown", [1, 0, 2])
    try check([.stock(.stock(item: "ramen", quantity: 0))], "ok", [0, 0, 2])
  }

  /// What ran out is free at its instant, and the program is told.
  @Test func aReservationRunsOut() throws {
    let trade = try shop()
    try trade.verify("joon")
    try ask(trade, "buyer", [.stock(.stock(item: "ramen", quantity: 1)), reserve("a")])
    try trade.wait(milliseconds: 900_000 - 1)
    #expect(verdict { try ask(trade, "joon", [reserve("b")]) } == "conflict stock.gone")
    trade.world.now = trade.world.now.adding(milliseconds: 1)
    // Before the clock's own run: the old holder is refused, the new one has it.
    #expect(
      verdict { try ask(trade, "buyer", [.stock(.unreserve(key: "a", used: true))]) }
        == "conflict stock.reservation_unknown")
    try ask(trade, "joon", [reserve("b")], table: 2)
    #expect(try stock(trade) == [1, 1, 2])
    try trade.settle()
    var events: [CallTicket] = []
    while case let owed = try trade.world.owed(), !owed.isEmpty {
      events += owed.filter { $0.feature.name == "tick" }
      for ticket in owed { try trade.world.commit(ticket) }
    }
    #expect(events.map { $0.arguments["reservation"]?["key"] } == ["a"])
    #expect(events.map { $0.arguments["reservation"]?["fence"] } == [1])
  }

  /// Paying a bill uses up what it reserved; a reservation that ran out refuses the payment.
  @Test(arguments: [(899_999, "ok"), (900_000, "stock.reservation_unknown")] as [(Int64, String)])
  func payingForAReservedItem(after: Int64, expected: String) throws {
    let trade = try shop()
    let line = BillEffect.Line(id: "r", title: "Ramen", quantity: 1, unitAmount: 5_000)
    try ask(
      trade, "buyer",
      [
        .stock(.stock(item: "ramen", quantity: 1)), reserve("a", bill: "1"),
        .bill(BillEffect(key: "1", lines: [line], expiresSeconds: 3_600)),
      ])
    try trade.wait(milliseconds: after)
    let bill = try #require(
      try trade.world.platform.billList(
        try trade.person("buyer"), .init(), now: trade.world.now
      ).bills.first)
    #expect(verdict { try trade.world.pay("buyer", bill.bill, 5_000) } == expected)
    #expect(try trade.balance("buyer") == (expected == "ok" ? 195_000 : 200_000))
    #expect(try stock(trade) == (expected == "ok" ? [0, 0, 1] : [1, 0, 1]))
  }

  // MARK: safe trades

  /// A program proposes; the buyer's own shell pays and confirms.
  @Test func aProgramProposes() throws {
    let trade = try shop()
    let post = EscrowEffect.post(
      key: "bike", title: "Bike", price: 80_000, quantity: 1, provider: nil)
    try ask(trade, "seller", [.escrow(post)])
    #expect(
      verdict { try ask(trade, "seller", [.escrow(post)]) } == "conflict effect.invalid")
    let open = EscrowEffect.open(key: "d1", item: "bike", quantity: 1)
    #expect(verdict { try ask(trade, "seller", [.escrow(open)]) } == "conflict trade.own_item")
    #expect(verdict { try ask(trade, "joon", [.escrow(open)]) } == "conflict trade.party_tier")
    try ask(trade, "buyer", [.escrow(open)])
    try trade.settle()
    trade.deal = try #require(
      try trade.world.platform.tradeList(
        try trade.person("buyer"), .init(), now: trade.world.now
      ).deals.first
    ).deal
    #expect(try trade.view().seller == trade.person("seller").person)
    try trade.fund()
    try trade.settle()
    func check(_ who: String, _ effect: EscrowEffect, _ expected: String) throws {
      let found = verdict { try ask(trade, who, [.escrow(effect)]) }
      #expect(found == (expected == "ok" ? "ok" : "conflict \(expected)"), "\(who) \(effect)")
      try trade.settle()
      try trade.checkMoney()
    }
    try check("buyer", .ship(key: "d1", carrier: "CJ", tracking: "1"), "trade.not_yours")
    try check("joon", .ship(key: "d1", carrier: "CJ", tracking: "1"), "trade.unknown")
    try check("seller", .ship(key: "d2", carrier: "CJ", tracking: "1"), "trade.unknown")
    try check("buyer", .confirm(key: "d1"), "trade.not_now")
    try check("seller", .ship(key: "d1", carrier: "CJ", tracking: "1"), "ok")
    try check("seller", .deliver(key: "d1"), "trade.not_yours")
    try check("buyer", .deliver(key: "d1"), "ok")
    #expect(try trade.view().status == .delivered)
    // Asking to confirm pays nobody.
    try check("buyer", .confirm(key: "d1"), "ok")
    #expect(try trade.view().status == .delivered)
    try check("buyer", .reject(key: "d1", reason: "no"), "ok")
    try check("seller", .dispute(key: "d1", reason: "it is fine"), "ok")
    try check("buyer", .cancel(key: "d1", reason: nil), "trade.not_now")
    #expect(try trade.view().status == .disputed)
    try trade.world.deliverAll()
    #expect(try trade.world.audit().ok)
  }

  /// The scopes gate: a feature that was not given the right cannot ask.
  @Test(arguments: [
    Effect.escrow(.confirm(key: "k")), .stock(.unreserve(key: "k", used: false)),
  ]) func theGate(effect: Effect) throws {
    let world = try DomainWorld()
    try world.publish()
    let session = try world.sit("mina").session
    let found = verdict {
      try world.commit(try world.call("mina", session, "change"), effects: [effect])
    }
    #expect(found == "conflict scope.missing")
  }
}
