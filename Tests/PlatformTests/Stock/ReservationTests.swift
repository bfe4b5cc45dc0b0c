import Store
import Testing
import Wire

@testable import Platform

/// The last item has one holder, to the millisecond.
@Suite struct ReservationTests {
  /// Everybody wants the last one: one has it, the others are told so and pay nothing.
  @Test func theLastOneHasOneHolder() throws {
    let trade = try TradeWorld()
    let names = (1...64).map { "buyer\($0)" }
    for name in names {
      try trade.verify(name)
      try trade.world.topUp(name, 80_000)
    }
    try trade.post()
    let verdicts = names.map { name in verdict { try trade.open(name) } }
    #expect(verdicts.filter { $0 == "ok" }.count == 1)
    #expect(verdicts.filter { $0 == "trade.sold_out" }.count == 63)
    let deals = try trade.world.platform.tradeList(
      try trade.person("buyer1"), .init(), now: trade.world.now
    ).deals
    trade.deal = try #require(deals.first).deal
    for name in names.dropFirst() {
      #expect(verdict { try trade.fund(80_000, name) } == "trade.unknown")
    }
    try trade.fund(80_000, "buyer1")
    try trade.settle()
    for name in names { #expect(try trade.balance(name) == (name == "buyer1" ? 0 : 80_000)) }
    #expect(try trade.world.platform.tradeItems(.init()).items.isEmpty)
    try trade.checkMoney()
  }

  /// At 14:59.999 the holder has it, at 15:00.000 anyone may, whether or not the clock's own run
  /// came first; the newer holder's number is greater, and the older one pays nothing.
  @Test(arguments: [false, true]) func theFence(clockRuns: Bool) throws {
    let trade = try TradeWorld()
    try trade.verify("other")
    try trade.world.topUp("other", 80_000)
    try trade.post()
    let first = try trade.open()
    let old = trade.deal
    trade.world.now = trade.world.now.adding(milliseconds: 15 * 60_000 - 1)
    #expect(verdict { try trade.open("other") } == "trade.sold_out")
    trade.world.now = trade.world.now.adding(milliseconds: 1)
    if clockRuns { try trade.settle() }
    let second = try trade.open("other")
    let new = trade.deal
    let fences = [first, second].map { $0["deal"]?["fence"]?.integer ?? 0 }
    #expect(fences == [1, 2])
    trade.deal = old
    #expect(verdict { try trade.fund() } == "trade.expired")
    #expect(try trade.balance("buyer") == 200_000)
    trade.deal = new
    try trade.fund(80_000, "other")
    try trade.settle()
    try trade.checkMoney()
    trade.deal = old
    #expect(try trade.view().status == .expired)
    try trade.checkMoney()
  }

  /// Many orders of one item, and what is left of it.
  @Test func manyOrdersOfOneItem() throws {
    let trade = try TradeWorld()
    try trade.post(1_000, quantity: 10)
    try trade.open(quantity: 3)
    try trade.fund(3_000)
    try trade.open(quantity: 7)
    #expect(verdict { try trade.open(quantity: 1) } == "trade.sold_out")
    try trade.run(
      "buyer", TradeCancelMethod.name,
      TradeCancelMethod.Params(key: trade.world.newKey(), deal: trade.deal)
    ) { try $0.tradeCancel($1, $2, $3, now: $4) }
    let item = try #require(try trade.world.platform.tradeItems(.init()).items.first)
    #expect(item.quantity == 7 && item.available == 7)
    #expect(verdict { try trade.open(quantity: 8) } == "trade.sold_out")
    #expect(verdict { try trade.open(quantity: 0) } == "request.invalid")
    #expect(verdict { try trade.open(quantity: 7) } == "ok")
  }

  @Test(arguments: [
    ("own", "trade.own_item"), ("visitor", "trade.party_tier"), ("unknown", "trade.item_unknown"),
  ]) func whoMayNot(who: String, expected: String) throws {
    let trade = try TradeWorld()
    try trade.post()
    if who == "unknown" { trade.item = ItemID("i_nothing") }
    #expect(verdict { try trade.open(who == "own" ? "seller" : who) } == expected)
    #expect(who != "unknown" || verdict { try trade.post(by: "visitor") } == "trade.party_tier")
  }

  @Test(
    arguments: [
      ("sandbox-step", 10_000_000, "ok"), ("sandbox-step", 10_000_001, "trade.provider_limit"),
      ("sandbox-final", 3_000_000, "ok"), ("sandbox-final", 3_000_001, "trade.provider_limit"),
      ("elsewhere", 1, "trade.provider_unknown"), ("sandbox-step", 0, "wallet.amount_invalid"),
    ] as [(String, Int64, String)])
  func limitsOfProviders(provider: String, price: Int64, expected: String) throws {
    let trade = try TradeWorld(provider)
    #expect(verdict { try trade.post(price) } == expected)
  }

  /// A payment is limited by the tier like any other, and the same key pays once.
  @Test func payingIsLikeAnyPayment() throws {
    let trade = try TradeWorld()
    try trade.post(2_000_001)
    try trade.open()
    #expect(verdict { try trade.fund(2_000_001) } == "wallet.limit")
    try trade.post(200_001)
    try trade.open()
    #expect(verdict { try trade.fund(200_001) } == "wallet.insufficient_funds")
    try trade.post(200_000)
    try trade.open()
    let first = try trade.fund(200_000, key: "the-only-payment-key")
    let again = try trade.fund(200_000, key: "the-only-payment-key")
    #expect(first["balance"] == 0 && again["balance"] == 0 && again["replayed"] == true)
    #expect(verdict { try trade.fund(199_999, key: "the-only-payment-key") } == "key.reused")
    try trade.settle()
    try trade.checkMoney()
  }

  /// Above the free amount the buyer's PIN is asked for; nothing moves without it.
  @Test(arguments: [(50_000, "ok"), (50_001, "wallet.pin_required")] as [(Int64, String)])
  func theFreeAmount(amount: Int64, expected: String) throws {
    let trade = try TradeWorld()
    try trade.post(amount)
    try trade.open()
    #expect(verdict { try trade.fund(amount, givesPIN: false) } == expected)
    #expect(try trade.balance("buyer") == 200_000 - (expected == "ok" ? amount : 0))
    #expect(verdict { try trade.fund(amount) } == (expected == "ok" ? "trade.not_now" : "ok"))
    try trade.settle()
    try trade.checkMoney()
  }

  @Test func namesHaveTheirLength() throws {
    let trade = try TradeWorld()
    for (title, expected) in [
      (String(repeating: "가", count: 45), "ok"),
      (String(repeating: "가", count: 46), "request.invalid"), (" ", "request.invalid"),
    ] {
      #expect(verdict { try trade.post(title: title) } == expected)
    }
    try trade.post()
    try trade.open()
    try trade.fund()
    try trade.settle()
    let long = String(repeating: "1", count: 41)
    #expect(verdict { try trade.ship(long, nil) } == "request.invalid")
    #expect(verdict { try trade.ship("CJ", long) } == "request.invalid")
    #expect(verdict { try trade.ship("", nil) } == "request.invalid")
  }

  /// The last writer of a registration wins; everything it ever said stays in the trail.
  @Test func theTrailOfARegistration() throws {
    let trade = try EscrowScript.check(
      "sandbox-step",
      """
      buyer fund
      seller ship CJ 123
      seller correct 1 Post 124
      carrier 1 inTransit
      seller correct 1 Post 125
      """)
    let parcel = try #require(try trade.view().deliveries.first)
    #expect(parcel.tracking == "125" && parcel.revision == 3 && parcel.status == .registered)
    let trail = try trade.world.connection.prepare(
      "SELECT by, carrier, tracking, status FROM deal_delivery_change ORDER BY id"
    ).rows { [$0.text(0), $0.text(1), $0.text(2), $0.text(3)].joined(separator: " ") }
    #expect(
      trail == [
        "seller CJ 123 registered", "seller Post 124 registered", "provider Post 124 inTransit",
        "seller Post 125 registered",
      ])
  }
}
