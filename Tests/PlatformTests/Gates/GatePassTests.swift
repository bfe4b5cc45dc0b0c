import Store
import Testing
import Wire

@testable import Platform

/// The pass of a day: one a device, with the highest fare held behind it.
@Suite struct GatePassTests {
  private let gates: GateWorld

  init() throws { gates = try GateWorld() }

  @Test func askingAgainGivesTheSamePassAndHoldsNothingMore() throws {
    let first = try gates.pass()
    #expect(first.maximumFare.amount == GateWorld.maximum)
    #expect(try gates.world.balance("rider") == 7_000)
    let second = try gates.pass()
    #expect(second.signed == first.signed && second.secret == first.secret)
    #expect(try gates.world.balance("rider") == 7_000)
    // The secret is nowhere in the file.
    let stored = try gates.world.connection.prepare("SELECT outcome FROM request").rows {
      $0.text(0)
    }
    #expect(!stored.contains { $0.contains(first.secret) })
  }

  @Test func aPassIsForOnesOwnSessionAndDevice() throws {
    try gates.world.topUp("thief", 10_000)
    #expect(verdict { try gates.pass("thief") } == "session.unknown")
    let own = try gates.open("thief")
    let device = try gates.world.caller("rider").credential?.dropFirst("device:".count)
    #expect(
      verdict { try gates.pass("thief", session: own, device: device.map(String.init)) }
        == "gate.device_unknown")
    #expect(verdict { try gates.pass("thief", session: own) } == "ok")
  }

  @Test func whoCannotHoldTheHighestFareGetsNoPass() throws {
    let poor = try GateWorld(money: GateWorld.maximum - 1)
    #expect(verdict { try poor.pass() } == "wallet.insufficient_funds")
    let exact = try GateWorld(money: GateWorld.maximum)
    #expect(verdict { try exact.pass() } == "ok")
    #expect(try exact.world.balance("rider") == 0)
  }

  @Test func aRevokedDevicesPassIsStoppedAtTheGates() throws {
    let pass = try gates.pass()
    #expect(try gates.report([]).stopped.isEmpty)
    let record = try gates.record(pass)
    let device = try #require(
      try gates.world.platform.deviceList(try gates.world.caller("rider")).devices.first)
    try gates.world.revoke("rider", device.device)
    #expect(try gates.report([]).stopped.count == 1)
    // What a gate let through before it heard of it is paid all the same.
    #expect(try gates.report([record]).accepted == 1)
  }

  @Test func whatIsHeldIsGivenBackAfterTheDay() throws {
    try gates.pass()
    #expect(try gates.world.balance("rider") == 7_000)
    try gates.wait(seconds: 48 * 3_600)
    #expect(try gates.world.balance("rider") == 10_000)
    #expect(try gates.world.audit().ok)
  }
}
