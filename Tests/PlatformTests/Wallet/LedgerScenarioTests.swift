import Platform
import Store
import Testing
import Wire

/// Scenarios as text: one command a line, what must come of it behind the arrow.
///
/// Accounts are opened by their first use: `bank` is external, `shop…` a merchant, others people.
@Suite struct LedgerScenarioTests {
  @Test func transfers() throws {
    try check(
      """
      pay bank ann 30000 #k1 -> ok
      pay ann shop 7000 #k2 -> ok
      pay ann shop 23001 #k3 -> wallet.insufficient_funds
      pay ann shop 23000 #k4 -> ok
      pay ann ann 1 #k5 -> wallet.same_account
      pay ann shop 0 #k6 -> wallet.amount_invalid
      pay bank ann 1000000000000 #k7 -> ok
      pay bank ann 1000000000001 #k8 -> wallet.amount_invalid
      read ann -> 1000000000000/0
      read shop -> 30000/0
      read bank -> -1000000030000/0
      """)
  }

  @Test func keys() throws {
    try check(
      """
      pay bank ann 30000 #k1 -> ok
      pay bank ann 30000 #k1 -> again
      pay bank ann 30001 #k1 -> key.reused
      reopen
      pay bank ann 30000 #k1 -> again
      pay bank ann 30001 #k1 -> key.reused
      pay ann shop 40000 #k2 -> wallet.insufficient_funds
      remember ann shop 40000 #k2
      pay bank ann 30000 #k3 -> ok
      pay ann shop 40000 #k2 -> again wallet.insufficient_funds
      pay ann shop 40001 #k2 -> key.reused
      reopen
      pay ann shop 40000 #k2 -> again wallet.insufficient_funds
      read ann -> 60000/0
      """)
  }

  @Test func holds() throws {
    try check(
      """
      pay bank ann 5000 #k0 -> ok
      hold ann shop 1000 60 #h1 -> ok
      hold ann shop 1000 60 #h2 -> ok
      hold ann shop 1000 60 #h3 -> ok
      hold ann shop 1000 60 #h4 -> ok
      hold ann shop 1000 60 #h5 -> ok
      hold ann shop 1000 60 #h6 -> wallet.insufficient_funds
      read ann -> 5000/5000
      pay ann shop 1 #k1 -> wallet.insufficient_funds
      capture h1 400 #c1 -> ok
      read ann -> 4600/4000
      read shop -> 400/0
      capture h1 400 #c1 -> again
      capture h1 400 #c2 -> wallet.hold_ended
      release h1 #c3 -> wallet.hold_ended
      capture h2 1001 #c4 -> wallet.capture_too_large
      capture h2 0 #c5 -> wallet.amount_invalid
      capture h2 1000 #c6 -> ok
      release h3 #c7 -> ok
      release h3 #c7 -> again
      read ann -> 3600/2000
      expire h4 -> wallet.hold_not_due
      clock 59
      capture h4 1 #c8 -> ok
      clock 60
      capture h5 1 #c9 -> wallet.hold_expired
      reopen
      due -> h5
      expire h5 -> ok
      expire h5 -> wallet.hold_ended
      due ->
      clock 0
      expire h5 -> wallet.hold_ended
      read ann -> 3599/0
      read shop -> 1401/0
      """)
  }

  @Test func refunds() throws {
    try check(
      """
      pay bank ann 30000 #k0 -> ok
      pay ann shop 7000 #p1 -> ok
      refund p1 3000 #r1 -> ok
      refund p1 3000 #r1 -> again
      refund p1 4001 #r2 -> wallet.refund_too_large
      reopen
      refund p1 4001 #r2 -> wallet.refund_too_large
      refund p1 4000 #r3 -> ok
      refund p1 1 #r4 -> wallet.refund_too_large
      refund r1 1 #r5 -> wallet.transfer_unknown
      read ann -> 30000/0
      pay ann shop 500 #p2 -> ok
      pay shop bank 500 #w1 -> ok
      refund p2 500 #r6 -> wallet.insufficient_funds
      hold ann shop 900 60 #h1 -> ok
      capture h1 700 #c1 -> ok
      refund c1 701 #r7 -> wallet.refund_too_large
      refund c1 700 #r8 -> ok
      refund h1 1 #r9 -> wallet.transfer_unknown
      read ann -> 29500/0
      """)
  }

  @Test func limits() throws {
    try check(
      """
      pay bank ann 199999 balance=200000 #k1 -> ok
      pay bank ann 2 balance=200000 #k2 -> wallet.balance_limit
      pay bank ann 1 balance=200000 #k3 -> ok
      pay ann shop 50001 most=50000 #k4 -> wallet.limit
      pay ann shop 50000 most=50000 #k5 -> ok
      pay ann shop 49999 most=50000 #k6 -> ok
      pay bank shop 300000 balance=200000 #k7 -> ok
      limit bank 500000 -> ok
      pay bank ann 1 #k8 -> wallet.insufficient_funds
      limit bank 500001 -> ok
      pay bank ann 1 #k10 -> ok
      pay bank ann 1 #k9 -> wallet.insufficient_funds
      limit ann 1 -> wallet.limit_not_allowed
      reopen
      pay bank ann 1 #k9 -> wallet.insufficient_funds
      """)
  }

  private func check(
    _ script: String, _ location: SourceLocation = #_sourceLocation
  ) throws {
    let interpreter = try LedgerScript()
    for line in script.split(separator: "\n") {
      let parts = line.split(separator: "->", maxSplits: 1).map(String.init)
      let words = parts[0].split(separator: " ").map(String.init)
      let result = try interpreter.run(words)
      let expected = parts.count > 1 ? parts[1].drop { $0 == " " } : ""
      #expect(result == String(expected), "\(line)", sourceLocation: location)
    }
    let report = try interpreter.fixture.audit()
    #expect(report.fault == nil, sourceLocation: location)
    #expect(report.sums == ["KRW": 0], sourceLocation: location)
  }
}
