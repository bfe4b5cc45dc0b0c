import Foundation
import JSONRPC
import Loop
import Testing
import Wire

/// A program that crashes too often is out until somebody releases it, also across a restart.
@Suite struct QuarantineTests {
  private func ask(_ world: World, _ arguments: [String]) throws -> JSON {
    let outcome = try world.run("madangd", arguments + ["--home", world.home, "--json"])
    guard outcome.exit == .exited(status: 0) else {
      throw TestFault("\(arguments): \(String(decoding: outcome.output, as: UTF8.self))")
    }
    return try outcome.json()
  }

  private func states(_ world: World) throws -> [JSON] {
    try ask(world, ["quarantine", "list"])["programs"]?.array ?? []
  }

  private func crashFiveTimes(_ visit: HostileShop.Visit) throws {
    for deed in ["crash", "half", "garbage", "notText", "deep"] {
      #expect(try visit.answer("act", deed).at("error.class") == 3, "\(deed)")
    }
  }

  /// On the test clock: for thirty seconds the bill may be paid, then nothing moves.
  @Test func paymentsAreRefusedAfterThirtySecondsAndGoOnAfterTheRelease() throws {
    try World.with { world in
      let (shop, mina) = (try HostileShop(world), try Caller(world, as: "mina"))
      try mina.call(
        "wallet.topup", ["key": .string(Caller.newKey()), "amount": 20_000, "currency": "KRW"])
      let visit = try shop.visit(mina)
      let bill = try visit.call("act", "lie").text(at: "sheet.bill.bill")
      try crashFiveTimes(visit)
      #expect(try visit.answer("look", "ok").at("error.code") == "program.unavailable")
      #expect(try states(world).first?["state"] == "quarantined")
      let boss = try Caller.asOperator(world)
      try boss.call("admin.clock", ["advance": "PT31S"])
      let key = JSON.string(Caller.newKey())
      let pay: JSONObject = ["key": key, "bill": .string(bill), "amount": 9000]
      #expect(try mina.refusal("bill.pay", pay) == "program.unavailable")
      #expect(try mina.call("wallet.balance")["available"] == 20_000)
      // A restart changes nothing about it.
      world.kill()
      try world.start()
      try mina.reconnect()
      #expect(try mina.refusal("bill.pay", pay) == "program.unavailable")
      #expect(try visit.answer("look", "ok").at("error.code") == "program.unavailable")
      #expect(try states(world).first?["app"] == .string(shop.app))
      #expect(try ask(world, ["quarantine", "release", shop.app])["released"] == [1])
      #expect(try states(world).isEmpty)
      try visit.call("look", "ok")
      // The key that was refused pays now: the refusal did not stick.
      #expect(try mina.call("bill.pay", pay).at("bill.status") == "paid")
    }
  }

  /// The next version is not in quarantine; the sessions of the old one are.
  @Test func theNextVersionRuns() throws {
    try World.with { world in
      let (shop, mina) = (try HostileShop(world), try Caller(world, as: "mina"))
      let visit = try shop.visit(mina)
      try crashFiveTimes(visit)
      try shop.publish(world, version: 2)
      #expect(try visit.answer("look", "ok").at("error.code") == "program.unavailable")
      try shop.visit(mina, door: 2).call("act", "keep")
    }
  }

  @Test func aDisabledCallStaysDisabledAcrossARestart() throws {
    try World.with { world in
      let (shop, mina) = (try HostileShop(world), try Caller(world, as: "mina"))
      let visit = try shop.visit(mina)
      for code in ["program.crashed", "program.crashed", "program.crashed", "program.disabled"] {
        #expect(try visit.answer("act", "crash").at("error.code") == .string(code))
        try visit.call("look", "ok")
      }
      world.kill()
      try world.start()
      try mina.reconnect()
      #expect(try visit.answer("act", "crash").at("error.code") == "program.disabled")
      try visit.call("act", "keep")
      #expect(try states(world).first?["disabled"] == ["act"])
      _ = try ask(world, ["quarantine", "release", shop.app, "1"])
      #expect(try visit.answer("act", "crash").at("error.code") == "program.crashed")
    }
  }

  /// More processor time than the manifest allows one call ends the process, not the wall clock.
  @Test func aCallThatComputesForTooLongIsEnded() throws {
    try World.with { world in
      let limits: JSON = [
        "memoryMB": 64, "callMilliseconds": 30_000, "cpuSeconds": 1, "storageMB": 1,
      ]
      let shop = try HostileShop(world, adding: ["limits": limits])
      let visit = try shop.visit(try Caller(world, as: "mina"))
      let answer = try visit.answer("act", "spin")
      #expect(answer.at("error.code") == "program.cpu_limit", "\(answer.text)")
      #expect(answer.at("error.details.seconds") == 1)
      try visit.call("look", "ok")
    }
  }

  @Test func theCommandsSayWhatTheyExpect() throws {
    try World.with { world in
      for (arguments, status) in [
        (["quarantine", "release"], 2), (["quarantine", "release", "a.b", "x"], 2),
        (["quarantine", "pardon"], 2), (["kill", "a.b"], 2), (["restore"], 2),
        (["metrics", "now"], 2), (["quarantine", "release", "a.b"], 1),
        (["kill", "a.b", "why"], 1), (["restore", "a.b"], 1), (["quarantine"], 0),
      ] as [([String], Int32)] {
        let outcome = try world.run("madangd", arguments + ["--home", world.home])
        #expect(outcome.exit == .exited(status: status), "\(arguments)")
      }
    }
  }
}
