import Testing
import Wire

@testable import Platform

/// A provider that fails at each step in each way: the money is never guessed about.
@Suite struct EscrowDriftTests {
  /// Each step in the way of a deal, and how its failing shows.
  @Test(
    arguments: ["register", "pay", "ship", "confirm", "conclude"],
    TradeFaultMethod.Fault.allCases)
  func everyStepEveryFailure(step: String, fault: TradeFaultMethod.Fault) throws {
    let trade = try TradeWorld("sandbox-step")
    try trade.post()
    try trade.fault(step, fault)
    try trade.open()
    try trade.settle()
    let isPayment = step == "register" || step == "pay"
    if isPayment, fault == .refuse { return try refusedPayment(trade, step) }
    try trade.fund()
    try trade.settle()
    if isPayment {
      // Nobody knows yet whether it is paid there: nothing is shipped on a guess.
      #expect(verdict { try trade.ship("CJ", "123") } == "trade.provider_waiting")
      #expect(try trade.view("seller").actions == ["cancel"])
      #expect(try trade.drift().map(\.kind) == [.waiting])
      try trade.wait(milliseconds: 10_000)
    }
    try trade.ship("CJ", "123")
    try trade.settle()
    try receive(trade)
    try trade.settle()
    if !isPayment { try resolveTrouble(trade, step, fault) }
    #expect(try trade.view().status == .settled)
    #expect(try trade.drift() == [])
    #expect(try trade.balance("seller") == 79_200)
    try trade.checkMoney()
    #expect(try trade.world.audit().ok)
  }

  private func receive(_ trade: TradeWorld) throws {
    try trade.run(
      "buyer", TradeReceiveMethod.name,
      TradeReceiveMethod.Params(key: trade.world.newKey(), deal: trade.deal)
    ) { try $0.tradeReceive($1, $2, $3, now: $4) }
  }

  private func refusedPayment(_ trade: TradeWorld, _ step: String) throws {
    if step == "register" {
      #expect(try trade.view().status == .cancelled)
      #expect(verdict { try trade.fund() } == "trade.not_now")
    } else {
      try trade.fund()
      #expect(try trade.balance("buyer") == 120_000)
      try trade.settle()
      #expect(try trade.view().status == .refunded)
    }
    #expect(try trade.balance("buyer") == 200_000)
    #expect(try trade.world.platform.tradeItems(.init()).items.first?.available == 1)
    try trade.checkMoney()
    #expect(try trade.drift() == [])
  }

  /// What is unknown is asked about by itself; what was refused waits for the operator, and the
  /// money stays in the deal's own account meanwhile.
  private func resolveTrouble(
    _ trade: TradeWorld, _ step: String, _ fault: TradeFaultMethod.Fault
  ) throws {
    let view = try trade.view()
    #expect(view.status == .confirmed && view.turn == .provider)
    #expect(view.purse.escrow == 80_000)
    let report = try #require(try trade.drift().first)
    #expect(report.kind == (fault == .refuse ? .conflict : .waiting))
    #expect(report.steps.first == step)
    if fault == .refuse {
      try trade.wait(milliseconds: EscrowScript.milliseconds("30d"))
      #expect(try trade.view().status == .confirmed)
      try trade.reconcile(trade.deal)
      try trade.settle()
    } else {
      try trade.wait(milliseconds: 10_000)
    }
  }

  /// Tries are spaced out, doubled up to an hour.
  @Test func triesAreSpacedOut() throws {
    let trade = try TradeWorld("sandbox-step")
    try trade.post()
    try trade.open()
    try trade.settle()
    try trade.fault("pay", .lostRequest, count: 12)
    try trade.fund()
    var waits: [Int64] = []
    var last = trade.world.now
    while try trade.drift().map(\.kind) == [.waiting] {
      try trade.settle()
      guard let due = try trade.world.platform.nextTradeDue(),
        try trade.drift().map(\.kind) == [.waiting]
      else { break }
      waits.append((due.milliseconds - last.milliseconds) / 1000)
      trade.world.now = due
      last = due
    }
    #expect(waits == [10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 3_600, 3_600, 3_600])
    #expect(try trade.view().status == .funded)
  }

  /// The carrier delivered and the provider's news of it is lost: the report shows it, reconciling
  /// hears it, and the clock of three days begins then.
  @Test func newsThatWasLost() throws {
    let trade = try TradeWorld("sandbox-step")
    try trade.post()
    try trade.open()
    try trade.fund()
    try trade.settle()
    try trade.ship("CJ", "123")
    try trade.settle()
    try trade.fault("notice", .lostAnswer)
    try trade.track(1, .delivered)
    try trade.settle()
    #expect(try trade.view().status == .shipping)
    #expect(
      try trade.drift()
        == [
          DriftReport(
            deal: trade.deal, ours: .shipping, theirs: "delivered", kind: .ahead, steps: [])
        ])
    try trade.reconcile()
    #expect(try trade.view().status == .delivered)
    #expect(try trade.drift() == [])
    try trade.wait(milliseconds: EscrowScript.milliseconds("3d"))
    #expect(try trade.view().status == .settled)
    try trade.checkMoney()
  }

  /// Reconciling what agrees changes nothing, however often.
  @Test(arguments: EscrowJourneyTests.providers) func reconcilingAtRest(provider: String) throws {
    let trade = try EscrowScript.check(
      provider,
      """
      buyer fund
      seller ship CJ 123
      """)
    let before = try trade.view()
    for _ in 0..<3 {
      #expect(try trade.reconcile()["asked"] == 1)
      try trade.settle()
    }
    #expect(try trade.view() == before)
  }

  /// A provider of the final result only hears one thing, and only at the end.
  @Test func finalOnlyHearsOneResult() throws {
    let trade = try EscrowScript.check(
      "sandbox-final",
      """
      buyer fund
      seller ship CJ 123
      buyer reject
      seller return
      """)
    let provider = SandboxEscrow(trade.world.platform, "sandbox-final")
    let order = try trade.view().merchantOrder
    #expect(try provider.record(of: order) == nil)
    try trade.run(
      "seller", TradeReceiveMethod.name,
      TradeReceiveMethod.Params(key: trade.world.newKey(), deal: trade.deal)
    ) { try $0.tradeReceive($1, $2, $3, now: $4) }
    try trade.settle()
    let record = try #require(try provider.record(of: order))
    #expect(record.state == "closed" && record.steps.count == 1)
    #expect(try trade.view().providerTransaction == record.transaction)
  }
}
