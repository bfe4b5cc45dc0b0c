import JSONRPC
import Loop
import Testing
import Wire

/// The kill switch under running sessions.
@Suite struct KillSwitchTests {
  /// From the word to the answer of a call that would have taken much longer (protocol.md).
  static let limitMilliseconds: Int64 = 1_000

  @Test func runningSessionsEndWithinASecond() throws {
    try World.with { world in
      let shop = try HostileShop(world, callMilliseconds: 30_000)
      let (mina, joon) = (try Caller(world, as: "mina"), try Caller(world, as: "joon"))
      let owner = try Caller(world, as: "villain")
      try mina.call(
        "wallet.topup", ["key": .string(Caller.newKey()), "amount": 20_000, "currency": "KRW"])
      let visits = [try shop.visit(mina), try shop.visit(joon, door: 2)]
      let bill = try visits[0].call("act", "lie").text(at: "sheet.bill.bill")
      let hanging = try visits.map {
        try $0.caller.start("session.call", $0.parameters("act", "hang"))
      }
      // The program has the calls before it is switched off.
      try owner.call("wallet.balance")
      let began = MonotonicTime.now
      let killed = try owner.call(
        "registry.kill",
        ["key": .string(Caller.newKey()), "app": .string(shop.app), "reason": "Wrong prices"])
      #expect(killed["killed"] == true && killed["sessions"] == 2)
      for (visit, request) in zip(visits, hanging) {
        let code = try Self.code { () throws(RPCClient.Failure) in
          _ = try visit.caller.wait(for: request)
        }
        #expect(code == "app.killed")
      }
      let took = MonotonicTime.now - began
      print("kill switch: \(took) ms until every running call was answered")
      #expect(took < Self.limitMilliseconds)
      let told = try #require(try mina.notification())
      #expect(told.method == "session.changed" && told.params["killed"] == "Wrong prices")
      let answer = try visits[0].answer("look", "ok")
      #expect(answer.at("error.code") == "app.killed")
      #expect(answer.at("error.message")?.string?.contains("Wrong prices") == true)
      let pay: JSONObject = [
        "key": .string(Caller.newKey()), "bill": .string(bill), "amount": 9000,
      ]
      #expect(try mina.refusal("bill.pay", pay) == "program.unavailable")
      world.kill()
      try world.start()
      for caller in [mina, joon, owner] { try caller.reconnect() }
      #expect(try visits[1].answer("act", "keep").at("error.code") == "app.killed")
      try owner.call(
        "registry.restore", ["key": .string(Caller.newKey()), "app": .string(shop.app)])
      // No crash was counted: everything runs as before.
      for visit in visits { try visit.call("act", "keep") }
      #expect(try mina.call("bill.pay", pay).at("bill.status") == "paid")
    }
  }

  private static func code(
    _ body: () throws(RPCClient.Failure) -> Void
  ) throws(RPCClient.Failure) -> String {
    do throws(RPCClient.Failure) {
      try body()
      return "ok"
    } catch {
      guard case .refused(let refusal) = error else { throw error }
      return refusal.data?["code"]?.string ?? ""
    }
  }

  /// The shell says it on the page somebody looks at, and the commands do what they say.
  @Test func theShellAndTheCommandsTellIt() throws {
    try World.with { world in
      let shop = try HostileShop(world)
      let kill = try world.madang(
        ["merchant", "kill", shop.app, "--reason", "Closed", "--as", "villain", "--json"])
      #expect(try kill.json()["killed"] == true)
      let open = try world.madang(
        ["open", shop.app, "door", "number=1", "--as", "mina", "--json"])
      #expect(open.exit != .exited(status: 0))
      #expect(String(decoding: open.output, as: UTF8.self).contains("app.killed"))
      let foreign = try world.madang(
        ["merchant", "restore", shop.app, "--as", "mina", "--json"])
      #expect(foreign.exit == .exited(status: 77))
      let restore = try world.madang(
        ["merchant", "restore", shop.app, "--as", "villain", "--json"])
      #expect(try restore.json()["killed"] == false)
    }
  }
}
