import Crypto
import JSONRPC
import Testing
import Wire

@testable import madang

/// The connection that asks again with the same key.
@Suite struct DaemonLinkTests {
  @Test func aLostAnswerIsAskedForWithTheSameKey() throws {
    let daemon = ScriptedDaemon()
    let engine = makeEngine(daemon)
    _ = try engine.open(code: tableCode)
    try engine.tap("bibim")
    try engine.tap("order")
    daemon.troubles["bill.pay"] = [.loseAnswer]
    try engine.approve()
    let keys = daemon.params("bill.pay").compactMap { $0["key"]?.string }
    #expect(keys.count == 2 && Set(keys).count == 1)
    #expect(daemon.balance == 23_000, "paid once")
  }

  @Test func anOutcomeThatStaysUnknownKeepsItsKey() throws {
    let daemon = ScriptedDaemon()
    let engine = makeEngine(daemon)
    _ = try engine.open(code: tableCode)
    try engine.tap("bibim")
    try engine.tap("order")
    daemon.troubles["bill.pay"] = Array(
      repeating: .loseAnswer, count: DaemonLink.attemptLimit)
    do throws(ShellFailure) {
      try engine.approve()
      Issue.record("the outcome cannot be known")
    } catch {
      #expect(error.code == "platform.outcome_unknown")
      #expect(error.exitCode == .outcomeUnknown)
      #expect(error.moneyMoved == nil)
      let key = daemon.params("bill.pay")[0]["key"]?.string ?? ""
      #expect(error.fix(in: .english)?.contains(key) == true)
    }
    try engine.approve()
    #expect(Set(daemon.params("bill.pay").compactMap { $0["key"]?.string }).count == 1)
    #expect(daemon.balance == 23_000, "paid once")
  }

  @Test func aReadThatIsLostLeavesNothingUnknown() throws {
    let daemon = ScriptedDaemon()
    daemon.troubles["wallet.balance"] = Array(
      repeating: .loseAnswer, count: DaemonLink.attemptLimit)
    expectFailure("platform.unreachable") { () throws(ShellFailure) in
      _ = try makeLink(daemon).call(WalletBalanceMethod.self, .init())
    }
  }

  @Test func theGreetingProvesTheDevice() throws {
    let daemon = ScriptedDaemon()
    let link = makeLink(daemon)
    try link.prepare()
    let key = try SigningKey(seed: [UInt8](repeating: 7, count: SigningKey.seedByteCount))
    #expect(daemon.params("hello")[0]["device"]?.string == Hex.encode(key.publicKey.bytes))
    let signature = Hex.decode(daemon.params("hello.prove")[0]["signature"]?.string ?? "") ?? []
    #expect(
      key.publicKey.isValid(
        signature: signature,
        of: HelloProveMethod.signedBytes(daemon: "d_test", challenge: "c0ffee")))
    #expect(link.person == PersonID("p_1"))
  }

  @Test func aDeadDaemonIsToldApartFromAnUnknownOutcome() {
    var isDead = true
    let daemon = ScriptedDaemon()
    let link = DaemonLink(.testToken("t"), language: .english) {
      () throws(ShellFailure) -> any Transport in
      if isDead { throw .unreachable("nothing listens") }
      return daemon.connect()
    }
    expectFailure("platform.unreachable") { () throws(ShellFailure) in
      _ = try link.call(
        BillPayMethod.self, .init(key: "0123456789abcdef", bill: BillID("b"), amount: 1))
    }
    isDead = false
    daemon.troubles["bill.pay"] = [.loseAnswer]
    // The connection comes back, the first answer was lost, then the daemon dies for good.
    let dying = DaemonLink(.testToken("t"), language: .english) {
      () throws(ShellFailure) -> any Transport in
      if daemon.count("bill.pay") > 0 { throw .unreachable("nothing listens") }
      return daemon.connect()
    }
    expectFailure("platform.outcome_unknown") { () throws(ShellFailure) in
      _ = try dying.call(
        BillPayMethod.self, .init(key: "0123456789abcdef", bill: BillID("b"), amount: 1))
    }
  }
}
