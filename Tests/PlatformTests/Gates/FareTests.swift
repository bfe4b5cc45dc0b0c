import Testing
import Wire

@testable import Platform

/// Fares: from the hold, else from the wallet, else owed until they can be paid; never lost and
/// never taken twice.
@Suite struct FareTests {
  private let gates: GateWorld
  private let pass: GatePassMethod.Result

  init() throws {
    gates = try GateWorld(money: 6_500)
    pass = try gates.pass()
  }

  private func balance() throws -> Int64 { try gates.world.balance("rider") }

  private func templates() throws -> [String] {
    try gates.world.inbox("rider").map(\.template).filter { $0.hasPrefix("fare.") }
  }

  @Test func aFareComesFromTheHoldWhichIsMadeAnew() throws {
    #expect(try balance() == 3_500)
    try gates.ride(pass, 1_500, key: "1")
    // 6,500 less the fare, less what is held for the next ride.
    #expect(try balance() == 6_500 - 1_500 - GateWorld.maximum)
    #expect(try templates() == ["fare.paid"])
    #expect(try gates.world.audit().ok)
  }

  @Test func withoutMoneyForTheNextHoldThePassIsStopped() throws {
    try gates.spend(3_500)
    try gates.ride(pass, 1_500, key: "1")
    // What was left of the hold is hers again, too little for another one.
    #expect(try balance() == 1_500)
    #expect(try gates.report([]).stopped.count == 1)
    // Somebody was inside a gate that had not heard: the fare comes from the wallet.
    try gates.ride(pass, 1_000, key: "2")
    #expect(try balance() == 500)
    #expect(try gates.unpaid() == [])
    #expect(verdict { try gates.pass() } == "wallet.insufficient_funds")
  }

  @Test func aFareThatCannotBePaidIsOwedAndTriedAgain() throws {
    try gates.spend(3_500)
    try gates.ride(pass, 1_500, key: "1")
    try gates.spend(1_500)
    try gates.ride(pass, 1_200, key: "2")
    #expect(try gates.unpaid() == [1_200])
    #expect(try templates().contains("fare.unpaid"))
    // No other pass before it is paid; and the clock tries by itself, every hour.
    #expect(verdict { try gates.pass() } == "gate.unpaid")
    try gates.wait(seconds: Platform.fareRetrySeconds)
    #expect(try gates.unpaid() == [1_200])
    try gates.world.topUp("rider", 1_199)
    try gates.wait(seconds: Platform.fareRetrySeconds)
    #expect(try gates.unpaid() == [1_200] && balance() == 1_199)
    try gates.world.topUp("rider", 1)
    try gates.wait(seconds: Platform.fareRetrySeconds)
    #expect(try gates.unpaid() == [] && balance() == 0)
    #expect(try gates.world.audit().ok)
  }

  @Test func whatIsOwedIsPaidWithTheNextPass() throws {
    try gates.spend(3_500)
    try gates.ride(pass, 1_500, key: "1")
    try gates.spend(1_500)
    try gates.ride(pass, 1_200, key: "2")
    try gates.world.topUp("rider", 1_200 + GateWorld.maximum)
    #expect(verdict { try gates.pass() } == "ok")
    #expect(try gates.unpaid() == [] && balance() == 0)
  }

  @Test(
    arguments: [
      (GateWorld.maximum, "ok"), (GateWorld.maximum + 1, "conflict gate.fare_invalid"),
      (1, "ok"),
    ])
  func aFareIsAtMostWhatThePassAllows(_ amount: Int64, _ expected: String) throws {
    try gates.report([try gates.record(pass)])
    #expect(verdict { try gates.charge(pass, amount, key: "1") } == expected)
  }

  @Test func aKeyIsOneFare() throws {
    try gates.ride(pass, 1_000, key: "1")
    try gates.report([try gates.record(pass)])
    #expect(verdict { try gates.charge(pass, 1_000, key: "1") } == "conflict gate.fare_invalid")
    #expect(verdict { try gates.charge(pass, 1_000, key: "2") } == "ok")
  }

  @Test func anothersPassIsNoWayToTheirMoney() throws {
    try gates.world.topUp("victim", 10_000)
    let victim = try gates.pass("victim", session: try gates.open("victim"))
    try gates.report([try gates.record(pass)])
    // The program answers in the rider's session and names the victim's pass.
    #expect(
      verdict { try gates.charge(victim, 1_000, key: "1") } == "conflict gate.fare_invalid")
    #expect(try gates.world.balance("victim") == 7_000)
  }
}
