import Store
import Testing
import Wire

@testable import Platform

/// Days of merchants: cut at midnight in Seoul, settled once, equal to the ledger.
@Suite struct SettlementTests {
  private func world() throws -> (world: DomainWorld, session: SessionID) {
    let world = try DomainWorld()
    try world.goTo("2026-01-30", 12 * 3_600)
    try world.publishMoney()
    try world.give("mina", 10_000_000)
    return (world, try world.visit("mina"))
  }

  private func statement(
    _ world: DomainWorld, _ day: String, merchant: String = "shop"
  ) throws -> MerchantStatement {
    let params = ShopStatementMethod.Params(
      merchant: MerchantID(merchant), day: SeoulDay(text: day))
    return try world.statement(params)
  }

  /// Every total of a statement computed anew from the rows of the log alone.
  private func expectLedger(
    _ world: DomainWorld, _ statement: MerchantStatement, _ place: SourceLocation = #_sourceLocation
  ) throws {
    let connection = world.connection
    let account = try #require(
      try connection.prepare("SELECT id FROM account WHERE owner = ?")
        .first(.text("merchant:\(statement.merchant)")) { $0.integer(0) })
    func sum(_ condition: String, until: Bool = true) throws -> (Int64, Int64) {
      let from = until ? statement.day.start : Instant(milliseconds: 0)
      return try connection.prepare(
        "SELECT ifnull(sum(amount), 0), count(*) FROM ledger_log l"
          + " JOIN account d ON d.id = l.debit JOIN account c ON c.id = l.credit"
          + " WHERE l.kind IN (1, 3) AND l.at >= ?2 AND l.at < ?3 AND \(condition)"
      ).first(
        .integer(account), .integer(from.milliseconds),
        .integer(statement.day.end.milliseconds)
      ) { ($0.integer(0), $0.integer(1)) } ?? (0, 0)
    }
    let sales = try sum("credit = ?1 AND d.kind = 1")
    let refunds = try sum("debit = ?1 AND c.kind = 1")
    #expect((statement.sales, statement.saleCount) == sales, sourceLocation: place)
    #expect((statement.refunds, statement.refundCount) == refunds, sourceLocation: place)
    let fees = try sum("debit = ?1 AND c.kind = 4").0 - sum("credit = ?1 AND d.kind = 4").0
    #expect(statement.feesTaken == fees, sourceLocation: place)
    #expect(try statement.paidOut == sum("debit = ?1 AND c.kind = 5").0, sourceLocation: place)
    let closing = try sum("credit = ?1", until: false).0 - sum("debit = ?1", until: false).0
    #expect(statement.closing == closing, sourceLocation: place)
    #expect(
      statement.opening + statement.sales - statement.refunds + statement.otherIn
        - statement.otherOut - statement.feesTaken - statement.paidOut == statement.closing,
      sourceLocation: place)
    guard let transfer = statement.transfer.flatMap({ Int64($0.text.dropFirst(2)) }) else {
      #expect((statement.fee, statement.payout) == (0, 0), sourceLocation: place)
      return
    }
    let record = try #require(
      try world.platform.ledger.record(TransferNumber(rawValue: transfer)))
    let moved = record.rows.map { row in
      let kind = world.platform.ledger.account(row.credit)?.kind
      return "\(kind == .fee ? "fee" : kind == .external ? "bank" : "back") \(row.amount)"
    }
    var expected: [String] = []
    if statement.fee > 0 { expected.append("fee \(statement.fee)") }
    if statement.fee < 0 { expected.append("back \(-statement.fee)") }
    if statement.payout > 0 { expected.append("bank \(statement.payout)") }
    #expect(moved == expected, sourceLocation: place)
  }

  @Test func aDayIsSettledAndItsStatementIsTheLedger() throws {
    let (world, session) = try world()
    for (index, amount) in [7_000, 8_500, 12_345].enumerated() {
      try world.buy("mina", session, Int64(amount), key: "\(index)")
    }
    let bill = try world.buy("mina", session, 9_999, key: "back")
    try world.refund(bill, 4_999)
    let open = try statement(world, "2026-01-30")
    #expect(open.settled == nil)
    #expect(open.closing == 32_845)
    try world.goTo("2026-01-31", 5 * 60)
    try world.runAllDue()
    let day = try statement(world, "2026-01-30")
    #expect((day.sales, day.saleCount) == (37_844, 4))
    #expect((day.refunds, day.refundCount) == (4_999, 1))
    #expect((day.basisPoints, day.fee, day.payout) == (40, 131, 32_714))
    #expect(day.carried == 0)
    #expect(day.settled == world.now)
    try expectLedger(world, day)
    #expect(try world.merchantBalance() == 0)
    try world.goTo("2026-02-01", 5 * 60)
    try world.runAllDue()
    let next = try statement(world, "2026-01-31")
    #expect((next.opening, next.feesTaken, next.paidOut, next.closing) == (32_845, 131, 32_714, 0))
    try expectLedger(world, next)
    try world.goTo("2026-02-03")
    try world.runAllDue()
    let quiet = try statement(world, "2026-02-01")
    #expect((quiet.opening, quiet.closing, quiet.transfer) == (0, 0, nil))
    #expect(try world.audit().ok)
  }

  /// The last millisecond of a day belongs to it, midnight to the next.
  @Test func theDayIsCutAtMidnightInSeoul() throws {
    let (world, session) = try world()
    try world.goTo("2026-01-31")
    world.now = world.now.adding(milliseconds: -1)
    try world.buy("mina", session, 1_000, key: "before")
    try world.goTo("2026-01-31")
    try world.buy("mina", session, 20_000, key: "after")
    world.now = world.now.adding(seconds: 299)
    try world.runAllDue()
    #expect(try world.platform.batches(.init()).runs.isEmpty)
    world.now = world.now.adding(seconds: 1)
    try world.runAllDue()
    let first = try statement(world, "2026-01-30")
    #expect((first.sales, first.fee, first.payout) == (1_000, 4, 996))
    #expect(try world.merchantBalance() == 20_000)
    try world.goTo("2026-02-01", 5 * 60)
    try world.runAllDue()
    let second = try statement(world, "2026-01-31")
    #expect((second.sales, second.fee, second.payout) == (20_000, 80, 19_920))
    for statement in [first, second] { try expectLedger(world, statement) }
  }

  /// A daemon that was away for days settles each of them, in order, once.
  @Test func missedDaysAreSettledOneByOne() throws {
    let (world, session) = try world()
    try world.buy("mina", session, 5_000, key: "a")
    try world.goTo("2026-02-03", 3_600)
    try world.runAllDue()
    world.now = world.now.adding(seconds: -86_400)
    try world.runAllDue()
    let runs = try world.platform.batches(.init()).runs
    #expect(
      runs.map(\.period).reversed() == ["2026-01-30", "2026-01-31", "2026-02-01", "2026-02-02"])
    #expect(runs.allSatisfy { $0.status == .done && $0.failed == 0 })
    let payouts = try runs.map { try statement(world, $0.period) }.map(\.payout)
    #expect(payouts == [0, 0, 0, 4_980])
    #expect(try world.merchantBalance() == 0)
  }

  /// A refund after the payout waits for the next sales and comes before the next payout.
  @Test func aRefundThatCannotBeAffordedIsTriedAgainAtSettlement() throws {
    let (world, session) = try world()
    let bill = try world.buy("mina", session, 30_000, key: "a")
    try world.goTo("2026-01-31", 600)
    try world.runAllDue()
    let before = try world.balance("mina")
    let key = world.newKey()
    for _ in 0..<3 {
      #expect(verdict { try world.refund(bill, 10_000, key: key) } == "wallet.merchant_funds")
    }
    #expect(try world.inbox("owner").filter { $0.template == "refund.owed" }.count == 1)
    // A program that asks is refused too, and what it asks for is kept once.
    let other = try world.visit("mina", table: 2)
    #expect(
      verdict { try world.act("mina", other, .refund(key: "a", amount: 500, reason: "r")) }
        == "conflict wallet.merchant_funds")
    #expect(try world.balance("mina") == before)
    try world.buy("mina", session, 12_000, key: "b")
    // There is money now, but what was kept is paid by the settlement alone.
    #expect(verdict { try world.refund(bill, 10_000, key: key) } == "wallet.merchant_funds")
    try world.goTo("2026-02-01", 600)
    try world.runAllDue()
    #expect(try world.balance("mina") == before - 12_000 + 10_500)
    #expect(verdict { try world.refund(bill, 10_000, key: key) } == "wallet.merchant_funds")
    try world.runAllDue()
    #expect(try world.balance("mina") == before - 12_000 + 10_500)
    let day = try statement(world, "2026-01-31")
    #expect((day.sales, day.fee, day.payout) == (12_000, 48, 12_000 - 48 - 10_500))
    try expectLedger(world, day)
    try world.goTo("2026-02-02", 600)
    try world.runAllDue()
    // The day of the refunds gave more back than it sold: the fee comes back, cut down.
    let back = try statement(world, "2026-02-01")
    #expect((back.refunds, back.refundCount, back.fee, back.payout) == (10_500, 2, -42, 42))
    try expectLedger(world, back)
    #expect(
      try world.platform.billShow(world.person("mina"), bill, now: world.now).bill.refunded
        == 10_500)
    #expect(try world.merchantBalance() == 0)
    #expect(try world.audit().ok)
  }

  /// A call is the same call at each attempt: what it was refused and the settlement then paid is
  /// not paid again when the call comes back.
  @Test func aCallThatComesBackIsNotPaidTwice() throws {
    let (world, session) = try world()
    let bill = try world.buy("mina", session, 30_000, key: "a")
    try world.goTo("2026-01-31", 600)
    try world.runAllDue()
    let ticket = try world.call("mina", try world.visit("mina", table: 2), "act")
    let refund = Effect.refund(key: "a", amount: 500, reason: "r")
    #expect(
      verdict { try world.commit(ticket, effects: [refund]) }
        == "conflict wallet.merchant_funds")
    try world.buy("mina", session, 12_000, key: "b")
    func refunded() throws -> Int64 {
      try world.platform.billShow(world.person("mina"), bill, now: world.now).bill.refunded
    }
    try world.goTo("2026-02-01", 600)
    try world.runAllDue()
    #expect(try refunded() == 500)
    try world.commit(ticket, effects: [refund])
    #expect(try refunded() == 500)
    #expect(try world.audit().ok)
  }

  /// What nobody confirmed is not paid out: it may have to be given back.
  @Test func unconfirmedOrdersStay() throws {
    let (world, session) = try world()
    try world.goTo("2026-01-30", 20 * 3_600)
    try world.buy("mina", session, 30_000, key: "taken")
    try world.buy("mina", session, 9_000, key: "waiting", confirmed: false)
    try world.goTo("2026-01-31", 600)
    try world.runAllDue()
    let day = try statement(world, "2026-01-30")
    #expect((day.sales, day.fee, day.reserve, day.payout) == (39_000, 156, 9_000, 29_844))
    #expect(day.carried == 9_000)
    try world.goTo("2026-01-31", 21 * 3_600)
    let before = try world.balance("mina")
    try world.runAllDue()
    #expect(try world.balance("mina") == before + 9_000)
    #expect(try world.merchantBalance() == 0)
    try expectLedger(world, day)
  }

  /// A day of nothing but an unconfirmed order: the fee waits, and falls away with the refund.
  @Test func theFeeNeverTakesWhatMayGoBack() throws {
    let (world, session) = try world()
    try world.goTo("2026-01-30", 20 * 3_600)
    let before = try world.balance("mina")
    try world.buy("mina", session, 9_000, key: "waiting", confirmed: false)
    try world.goTo("2026-01-31", 600)
    try world.runAllDue()
    let day = try statement(world, "2026-01-30")
    #expect((day.fee, day.feeOwed, day.reserve, day.payout) == (0, 36, 9_000, 0))
    try world.goTo("2026-01-31", 20 * 3_600)
    try world.runAllDue()
    #expect(try world.balance("mina") == before)
    try world.goTo("2026-02-01", 600)
    try world.runAllDue()
    let next = try statement(world, "2026-01-31")
    #expect((next.refunds, next.fee, next.feeOwed, next.payout) == (9_000, 0, 0, 0))
    for statement in [day, next] { try expectLedger(world, statement) }
    #expect(try world.audit().ok)
  }

  /// Midnight, with work for every partition; the group dies at a statement, the file is opened
  /// again, and the end is the same as of a world that was never cut.
  @Test func aSettlementThatIsCutAnywherePaysOnce() throws {
    func sold() throws -> DomainWorld {
      let world = try DomainWorld()
      try world.goTo("2026-01-30", 12 * 3_600)
      try world.give("mina", 10_000_000)
      for shop in 0..<5 {
        try world.publishMoney(merchant: "shop\(shop)", app: "test.shop.n\(shop)")
        let session = try world.visit("mina", app: AppID("test.shop.n\(shop)"))
        try world.buy("mina", session, Int64(1_000 * (shop + 1)), key: "a")
      }
      try world.goTo("2026-01-31", 600)
      world.platform.batchItemsPerGroup = 2
      return world
    }
    func end(_ world: DomainWorld) throws -> [String] {
      try world.connection.prepare(
        "SELECT merchant, fee, payout, closing FROM settlement_day ORDER BY merchant"
      ).rows { "\($0.text(0)) \($0.integer(1)) \($0.integer(2)) \($0.integer(3))" }
    }
    let whole = try sold()
    try whole.runAllDue()
    let expected = try end(whole)
    #expect(expected.count == 5)
    var cuts = 0
    for boundary in stride(from: 0, to: 250, by: 11) {
      let world = try sold()
      var reached = 0
      world.connection.failpoint = { (point) throws(StoreError) in
        if reached == boundary, point != .committed { throw .diskFull }
        reached += 1
      }
      do { try world.runAllDue() } catch { cuts += 1 }
      world.connection.failpoint = nil
      try world.reopen()
      try world.runAllDue()
      #expect(try end(world) == expected)
      for shop in 0..<5 { #expect(try world.merchantBalance("shop\(shop)") == 0) }
      let report = try world.platform.batch(1)
      #expect((report.done, report.failed, report.status) == (5, 0, .done))
      #expect(try world.audit().ok)
    }
    #expect(cuts > 10)
  }

  /// The rate follows the sales of the year before, or of this year where they are more.
  @Test func theRateFollowsTheYear() throws {
    let (world, session) = try world()
    try world.buy("mina", session, 10_000, key: "a")
    let account = try #require(
      try world.platform.ledger.find(Platform.owner(MerchantID("shop")), .merchant, .krw))
    for (year, net, expected) in [
      (2025, 299_999_999, 40), (2025, 300_000_001, 100), (2026, 299_990_000, 40),
      (2026, 299_990_001, 100), (2026, 5_000_000_000, 200), (2024, 5_000_000_000, 40),
    ] as [(Int64, Int64, Int64)] {
      let other = try DomainWorld()
      try other.goTo("2026-01-30", 12 * 3_600)
      try other.publishMoney()
      try other.give("mina", 100_000)
      try other.buy("mina", try other.visit("mina"), 10_000, key: "a")
      try other.group { platform in
        try platform.sql("INSERT INTO settlement_year VALUES (?, ?, ?)")
          .run(.integer(account.rawValue), .integer(year), .integer(net))
      }
      try other.goTo("2026-01-31", 600)
      try other.runAllDue()
      let day = try statement(other, "2026-01-30")
      #expect(day.basisPoints == expected, "\(year) \(net)")
      #expect(day.fee == 10_000 * expected / 10_000)
    }
  }

  @Test func onlyOwnersAndManagersSeeStatements() throws {
    let (world, _) = try world()
    let params = ShopStatementMethod.Params(merchant: MerchantID("shop"))
    let mina = try world.person("mina")
    #expect(
      verdict { _ = try world.platform.shopStatement(mina, params, now: world.now) }
        == "auth.role")
    #expect(verdict { _ = try statement(world, "2026-02-15") } == "settlement.day_not_over")
    #expect(try statement(world, "2025-12-31").closing == 0)
  }
}
