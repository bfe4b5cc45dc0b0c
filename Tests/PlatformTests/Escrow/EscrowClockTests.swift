import Store
import Testing
import Wire

@testable import Platform

/// The 72 hours in which a seller must ship, to the second, and what stops in the middle of it.
@Suite struct EscrowClockTests {
  private static let shipWithin = EscrowScript.milliseconds("72h")

  private func paid(_ provider: String) throws -> TradeWorld {
    let trade = try TradeWorld(provider)
    try trade.post()
    try trade.open()
    try trade.fund()
    try trade.settle()
    return trade
  }

  /// Whether the seller may still ship, and what has become of the deal once the clock has run.
  @Test(
    arguments: [(-1_000, "ok", "shipping"), (0, "trade.not_now", "refunded")]
      + [(1_000, "trade.not_now", "refunded")] as [(Int64, String, String)],
    EscrowJourneyTests.providers)
  func aroundTheSecond(offset: (Int64, String, String), provider: String) throws {
    let trade = try paid(provider)
    // The seller's parcel comes before the clock's own run of that instant.
    trade.world.now = trade.world.now.adding(milliseconds: Self.shipWithin + offset.0)
    #expect(verdict { try trade.ship("CJ", "123") } == offset.1)
    try trade.settle()
    #expect(try trade.view().status.rawValue == offset.2)
    try trade.checkMoney()
    #expect(try trade.balance("buyer") == (offset.2 == "refunded" ? 200_000 : 120_000))
    #expect(try trade.world.audit().ok)
  }

  /// Two hundred and fifty deals fall due at once; the daemon ends in the middle and begins again,
  /// and the batch is asked to run twice over.
  @Test(arguments: EscrowJourneyTests.providers)
  func aBatchThatStopsInTheMiddle(provider: String) throws {
    let trade = try TradeWorld(provider)
    let count = 250
    try trade.post(100, quantity: Int64(count))
    var deals: [DealID] = []
    for _ in 0..<count {
      try trade.open()
      try trade.fund(100)
      deals.append(trade.deal)
    }
    try trade.settle()
    #expect(try trade.balance("buyer") == 200_000 - 25_000)
    trade.world.now = trade.world.now.adding(milliseconds: Self.shipWithin)
    try trade.runDueOnce()
    let begun = try statuses(trade)
    #expect(begun["refunding"] == Int(Platform.dueBatchLimit))
    try trade.world.reopen()
    // A run whose commit fails has not happened.
    try? trade.world.group { platform in
      _ = try platform.runDue(now: trade.world.now)
      throw DomainWorldFault.noCall
    }
    #expect(try statuses(trade) == begun)
    try trade.settle()
    #expect(try statuses(trade) == ["refunded": count])
    try trade.runDueOnce()
    try trade.runDueOnce()
    #expect(try trade.balance("buyer") == 200_000)
    for deal in deals {
      trade.deal = deal
      try trade.checkMoney()
    }
    #expect(try trade.world.audit().ok)
    // What was never shipped can be sold again.
    #expect(try trade.world.platform.tradeItems(.init()).items.first?.available == Int64(count))
  }

  private func statuses(_ trade: TradeWorld) throws -> [String: Int] {
    let rows = try trade.world.connection.prepare(
      "SELECT status, count(*) FROM deal GROUP BY status"
    ).rows { ($0.text(0), Int($0.integer(1))) }
    return Dictionary(uniqueKeysWithValues: rows)
  }

  /// A clock that jumps far ahead does each thing once, in its order.
  @Test func aClockThatJumps() throws {
    let trade = try paid("sandbox-final")
    try trade.ship("hand", nil)
    trade.world.now = trade.world.now.adding(seconds: 400 * 86_400)
    try trade.settle()
    #expect(try trade.view().status == .settled)
    #expect(try trade.balance("seller") == 78_000)
    // And one that was set back does nothing twice.
    trade.world.now = trade.world.now.adding(seconds: -399 * 86_400)
    try trade.settle()
    #expect(try trade.balance("seller") == 78_000)
    try trade.checkMoney()
  }
}
