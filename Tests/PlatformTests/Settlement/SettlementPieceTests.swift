import Store
import Testing
import Wire

@testable import Platform

/// A day of many payments is read in bounded pieces, each a commit group; cut between any two, its
/// totals are the ledger's.
@Suite struct SettlementPieceTests {
  private static let sales: [Int64] = [7_000, 8_500, 12_345, 9_999, 20_000, 3_210]

  /// Two shops that sold, one of which gave something back; ten past midnight.
  private func sold() throws -> DomainWorld {
    let world = try DomainWorld()
    try world.goTo("2026-01-30", 12 * 3_600)
    try world.give("mina", 10_000_000)
    for shop in 0..<2 {
      try world.publishMoney(merchant: "shop\(shop)", app: "test.shop.n\(shop)")
      let session = try world.visit("mina", app: AppID("test.shop.n\(shop)"))
      for (index, amount) in Self.sales.enumerated() {
        let bill = try world.buy("mina", session, amount + Int64(shop), key: "\(index)")
        if shop == 1, index.isMultiple(of: 2) { try world.refund(bill, 1_000) }
      }
    }
    try world.goTo("2026-01-31", 600)
    return world
  }

  /// The settled days as they stand in the file.
  private func days(_ world: DomainWorld) throws -> [String] {
    try world.connection.prepare(
      "SELECT merchant, opening, sales, sale_count, refunds, refund_count, other_in, other_out,"
        + " fees_taken, paid_out, closing, fee, payout FROM settlement_day ORDER BY merchant"
    ).rows { row in
      ([row.text(0)] + (1...12).map { String(row.integer($0)) }).joined(separator: " ")
    }
  }

  /// The same from the rows of the log alone.
  private func expectLedger(_ world: DomainWorld) throws {
    let end = try #require(SeoulDay(text: "2026-01-30")).end.milliseconds
    for shop in 0..<2 {
      let sums = try world.connection.prepare(
        "SELECT ifnull(sum(l.amount) FILTER (WHERE c.owner = ?1), 0),"
          + " ifnull(sum(l.amount) FILTER (WHERE d.owner = ?1), 0) FROM ledger_log l"
          + " JOIN account d ON d.id = l.debit JOIN account c ON c.id = l.credit"
          + " WHERE l.kind IN (1, 3) AND l.at < ?2"
      ).first(.text("merchant:shop\(shop)"), .integer(end)) { ($0.integer(0), $0.integer(1)) }
      let day = try world.connection.prepare(
        "SELECT sales, refunds, closing FROM settlement_day WHERE merchant = ?"
      ).first(.text("shop\(shop)")) { ($0.integer(0), $0.integer(1), $0.integer(2)) }
      let (into, out) = try #require(sums)
      let (sales, refunds, closing) = try #require(day)
      #expect((sales, refunds, closing) == (into, out, into - out))
    }
  }

  /// Rows of a merchant's chain before midnight.
  private func rowCount(_ world: DomainWorld, _ merchant: String) throws -> Int {
    let end = try #require(SeoulDay(text: "2026-01-30")).end.milliseconds
    return try world.connection.prepare(
      "SELECT count(*) FROM ledger_log l JOIN account a ON a.id IN (l.debit, l.credit)"
        + " WHERE a.owner = ? AND l.at < ?"
    ).first(.text("merchant:\(merchant)"), .integer(end)) { Int($0.integer(0)) } ?? 0
  }

  private func isReading(_ world: DomainWorld) throws -> Bool {
    try world.connection.prepare("SELECT count(*) FROM settlement_scan")
      .first { $0.integer(0) > 0 } ?? false
  }

  /// Killed after every group: the pieces add up to what one piece gives.
  @Test(arguments: [1, 2, 3, 5, 8] as [Int64])
  func killedBetweenGroupsTheTotalsAreTheLedgers(rows: Int64) throws {
    let whole = try sold()
    try whole.runAllDue()
    let expected = try days(whole)
    #expect(expected.count == 2)
    let world = try sold()
    var (groups, cuts) = (0, 0)
    repeat {
      try world.reopen()
      world.platform.settlementRowsPerGroup = rows
      _ = try world.group { try $0.runDue(now: world.now) }
      if try isReading(world) { cuts += 1 }
      groups += 1
      #expect(groups < 100)
    } while try world.platform.nextDue().map { $0 <= world.now } ?? false
    #expect(try days(world) == expected)
    try expectLedger(world)
    // Each group reads as many as it may.
    #expect(cuts == (try rowCount(world, "shop0") + rowCount(world, "shop1") - 1) / Int(rows))
    #expect(try !isReading(world))
    for shop in 0..<2 { #expect(try world.merchantBalance("shop\(shop)") == 0) }
    #expect(try world.audit().ok)
  }

  /// A group that dies anywhere leaves the walk where the last whole group left it.
  @Test func cutAtAnyStatementItGoesOn() throws {
    let whole = try sold()
    try whole.runAllDue()
    let expected = try days(whole)
    var cuts = 0
    for boundary in stride(from: 0, to: 200, by: 9) {
      let world = try sold()
      world.platform.settlementRowsPerGroup = 2
      var reached = 0
      world.connection.failpoint = { (point) throws(StoreError) in
        if reached == boundary, point != .committed { throw .diskFull }
        reached += 1
      }
      do { try world.runAllDue() } catch { cuts += 1 }
      world.connection.failpoint = nil
      try world.reopen()
      world.platform.settlementRowsPerGroup = 2
      try world.runAllDue()
      #expect(try days(world) == expected, "cut at \(boundary)")
      #expect(try world.audit().ok)
    }
    #expect(cuts > 10)
  }

  /// What happens while a day is read is of the next day; a refund of then is not paid out twice.
  @Test func whatHappensBetweenGroupsIsOfTheNextDay() throws {
    let world = try sold()
    world.platform.settlementRowsPerGroup = 4
    _ = try world.group { try $0.runDue(now: world.now) }
    #expect(try isReading(world))
    let session = try world.visit("mina", app: AppID("test.shop.n1"))
    let bill = try world.buy("mina", session, 50_000, key: "new day")
    try world.refund(bill, 50_000)
    let old = try #require(
      try world.platform.billList(
        try world.person("mina"), BillListMethod.Params(), now: world.now
      ).bills.last { $0.app == AppID("test.shop.n1") })
    try world.refund(old.bill, 6_000)
    try world.runAllDue()
    try expectLedger(world)
    let day = try #require(
      try world.connection.prepare(
        "SELECT fee, payout, closing FROM settlement_day WHERE merchant = 'shop1'"
      ).first { ($0.integer(0), $0.integer(1), $0.integer(2)) })
    #expect(day.1 == day.2 - day.0 - 6_000)
    #expect(try world.merchantBalance("shop1") == 0)
    #expect(try world.audit().ok)
  }

  /// A walk that was begun for one day is no part of another.
  @Test func aWalkForAnotherDayIsBegunAnew() throws {
    let world = try sold()
    world.platform.settlementRowsPerGroup = 1
    _ = try world.group { try $0.runDue(now: world.now) }
    let account = try #require(
      try world.platform.ledger.find(Platform.owner(MerchantID("shop0")), .merchant, .krw))
    let day = try #require(SeoulDay(text: "2026-01-30"))
    let settled = try world.platform.settledUpTo(account)
    let head = world.platform.ledger.historyHead(account)
    let same = try world.platform.dayScan(account, day, from: settled)
    #expect(same.isStored && same.next < head)
    var later = settled
    later.row = same.next
    for other in [
      try world.platform.dayScan(account, day.adding(days: 1), from: settled),
      try world.platform.dayScan(account, day, from: later),
    ] {
      #expect(!other.isStored && other.next == head)
    }
  }

  /// The limit of a group: so many rows are read, and not one more.
  @Test func aGroupReadsAtMostItsLimit() throws {
    #expect(Platform.settlementRowLimit == 1_024)
    let world = try sold()
    #expect(world.platform.settlementRowsPerGroup == Platform.settlementRowLimit)
    let account = try #require(
      try world.platform.ledger.find(Platform.owner(MerchantID("shop0")), .merchant, .krw))
    let day = try #require(SeoulDay(text: "2026-01-30"))
    let count = Int64(try rowCount(world, "shop0"))
    for (limit, isThrough) in [(count, true), (count - 1, false)] {
      var scan = try world.platform.dayScan(account, day, from: Platform.SettledUpTo())
      var rows = limit
      try world.platform.go(on: &scan, rows: &rows)
      #expect((rows, scan.isThrough) == (0, isThrough))
    }
  }
}
