import Store
import Testing
import Wire

@testable import Platform

/// A write that fails at every statement of every step of a deal: the step has not happened, and
/// asked again under the same key it happens once.
@Suite struct EscrowCrashTests {
  /// What two people and the clock do, one group a step.
  private static let steps: [(name: String, run: @Sendable (TradeWorld, String) throws -> Void)] = [
    ("open", { trade, key in try trade.open(key: key) }),
    ("register", { trade, _ in try trade.runDueOnce() }),
    ("fund", { trade, key in try trade.fund(key: key) }),
    ("pay", { trade, _ in try trade.runDueOnce() }),
    ("ship", { trade, _ in try trade.ship("CJ", "123") }),
    ("tell the provider", { trade, _ in try trade.runDueOnce() }),
    (
      "receive",
      { trade, key in
        try trade.run(
          "buyer", TradeReceiveMethod.name, TradeReceiveMethod.Params(key: key, deal: trade.deal)
        ) { try $0.tradeReceive($1, $2, $3, now: $4) }
      }
    ),
    ("confirm", { trade, _ in try trade.runDueOnce() }),
    ("conclude", { trade, _ in try trade.runDueOnce() }),
  ]

  @Test(arguments: EscrowJourneyTests.providers)
  func everyStatementOfEveryStep(provider: String) throws {
    let trade = try TradeWorld(provider)
    try trade.post()
    var failures = 0
    for (index, step) in Self.steps.enumerated() {
      let key = "crash-test-key-\(1000 + index)"
      let before = try facts(trade)
      var reached = 0
      var isDone = false
      while !isDone {
        reached += 1
        isDone = try attempt(trade, failingAt: reached) { try step.run(trade, key) }
        guard !isDone else { break }
        failures += 1
        #expect(try facts(trade) == before, "\(provider): \(step.name), statement \(reached)")
        if failures % 7 == 0 { try trade.world.reopen() }
      }
      if trade.deal != DealID("") { try trade.checkMoney() }
    }
    #expect(failures > 60)
    try trade.settle()
    #expect(try trade.view().status == .settled)
    let fee = try trade.view().purse.fee
    #expect(try trade.balance("buyer") == 120_000)
    #expect(try trade.balance("seller") == 80_000 - fee)
    #expect(try trade.drift() == [])
    #expect(try trade.world.audit().ok)
  }

  /// Runs a step whose n-th statement fails; true says that it has fewer.
  private func attempt(
    _ trade: TradeWorld, failingAt limit: Int, _ step: () throws -> Void
  ) throws -> Bool {
    var seen = 0
    let deal = trade.deal
    trade.world.connection.failpoint = { (point) throws(StoreError) in
      guard point != .committed else { return }
      seen += 1
      if seen == limit { throw StoreError.damaged("injected") }
    }
    defer { trade.world.connection.failpoint = nil }
    do {
      try step()
      return true
    } catch is StoreError {
      trade.deal = deal
      return false
    }
  }

  /// Everything that a step may change.
  private func facts(_ trade: TradeWorld) throws -> [String] {
    let tables = [
      "deal", "deal_delivery", "deal_step", "deal_call", "stock", "reservation", "escrow_bank",
      "escrow_bank_step", "message", "ledger_log", "request",
    ]
    var facts = try tables.map { table in
      let count = try trade.world.connection.prepare("SELECT count(*) FROM \(table)")
        .first { $0.integer(0) }
      return "\(table) \(count ?? 0)"
    }
    facts += try trade.world.connection.prepare(
      "SELECT status || ' ' || revision FROM deal UNION ALL SELECT step || state FROM deal_call"
    ).rows { $0.text(0) }
    for name in ["buyer", "seller"] { facts.append("\(name) \(try trade.balance(name))") }
    return facts
  }
}
