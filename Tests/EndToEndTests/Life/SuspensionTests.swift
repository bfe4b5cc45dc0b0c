import JSONRPC
import Loop
import Testing
import Wire

/// A merchant is suspended while calls of two of its apps run.
@Suite struct SuspensionTests {
  private func madangd(_ world: World, _ arguments: [String]) throws -> JSON {
    let outcome = try world.run("madangd", arguments + ["--home", world.home, "--json"])
    guard outcome.exit == .exited(status: 0) else {
      throw TestFault("\(arguments): \(String(decoding: outcome.output, as: UTF8.self))")
    }
    return try outcome.json()
  }

  @Test func everyAppOfItEndsWithinASecond() throws {
    try World.with { world in
      let shops = try ["first", "second"].map {
        try HostileShop(world, $0, callMilliseconds: 30_000)
      }
      let rival = try HostileShop(world, "rival", merchant: "rival")
      let callers = try ["mina", "joon"].map { try Caller(world, as: $0) }
      let mina = callers[0]
      try mina.call(
        "wallet.topup", ["key": .string(Caller.newKey()), "amount": 20_000, "currency": "KRW"])
      let visits = try zip(shops, callers).map { try $0.visit($1) }
      let bill = try visits[0].call("act", "lie").text(at: "sheet.bill.bill")
      let hanging = try visits.map {
        try $0.caller.start("session.call", $0.parameters("act", "hang"))
      }
      // The programs have the calls before their merchant is suspended.
      try Caller(world, as: "villain").call("wallet.balance")
      let boss = try Caller.asOperator(world)
      let began = MonotonicTime.now
      let suspended = try boss.call(
        "admin.suspend",
        ["key": .string(Caller.newKey()), "merchant": "villain", "reason": "Stolen goods"])
      #expect(suspended["apps"]?.array?.count == 2 && suspended["sessions"] == 2)
      for (visit, request) in zip(visits, hanging) {
        #expect(try code(of: visit.caller, request) == "app.killed")
      }
      let took = MonotonicTime.now - began
      print("suspension: \(took) ms until every running call of the merchant was answered")
      #expect(took < KillSwitchTests.limitMilliseconds)
      let pay: JSONObject = [
        "key": .string(Caller.newKey()), "bill": .string(bill), "amount": 9000,
      ]
      #expect(try mina.refusal("bill.pay", pay) == "program.unavailable")
      #expect(try mina.call("wallet.balance")["available"] == 20_000)
      // Somebody else's program runs on.
      try rival.visit(mina, door: 3).call("act", "keep")
      #expect(throws: (any Error).self) { try shops[0].publish(world, version: 2) }
      world.kill()
      try world.start()
      for caller in callers { try caller.reconnect() }
      #expect(try visits[1].answer("act", "keep").at("error.code") == "app.killed")
      #expect(try madangd(world, ["reinstate", "villain"])["suspended"] == false)
      for visit in visits { try visit.call("act", "keep") }
      #expect(try mina.call("bill.pay", pay).at("bill.status") == "paid")
    }
  }

  private func code(of caller: Caller, _ request: RequestID) throws -> String {
    do throws(RPCClient.Failure) {
      _ = try caller.wait(for: request)
      return "ok"
    } catch {
      guard case .refused(let refusal) = error else { throw error }
      return refusal.data?["code"]?.string ?? ""
    }
  }

  /// Only the operator, by command as well.
  @Test func theOperatorsCommands() throws {
    try World.with { world in
      let shop = try HostileShop(world)
      let answer = try madangd(world, ["suspend", "villain", "A report is looked into"])
      #expect(answer["suspended"] == true && answer["apps"] == [.string(shop.app)])
      let owner = try Caller(world, as: "villain")
      let params: JSONObject = ["key": .string(Caller.newKey()), "merchant": "villain"]
      #expect(try owner.refusal("admin.reinstate", params) != "ok")
      let restore: JSONObject = ["key": .string(Caller.newKey()), "app": .string(shop.app)]
      #expect(try owner.refusal("registry.restore", restore) == "app.merchant_suspended")
      #expect(try madangd(world, ["reinstate", "villain"])["apps"] == [.string(shop.app)])
      try shop.visit(owner).call("act", "keep")
    }
  }
}
