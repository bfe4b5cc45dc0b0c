import JSONRPC
import Testing
import Wire

/// A program that takes five seconds delays no other session, no payment and no query at its own
/// table: everything that is asked meanwhile is answered first.
@Suite struct SlowProgramTests {
  @Test func aProgramThatHangsFiveSecondsDelaysNobody() throws {
    try World.with { world in
      try world.publish("Manifests/noodle-house.json")
      let code = try world.code("kr.co.noodlehouse.table", place: "1")
      let shop = try HostileShop(world, "slow", callMilliseconds: 20_000)
      let (mina, joon) = (try Caller(world, as: "mina"), try Caller(world, as: "joon"))
      for caller in [mina, joon] {
        try caller.call(
          "wallet.topup", ["key": .string(Caller.newKey()), "amount": 20_000, "currency": "KRW"])
      }
      let slow = try shop.visit(mina)
      let (beside, elsewhere) = (try shop.visit(joon), try shop.visit(joon, door: 2))
      let bill = try beside.call("act", "lie").text(at: "sheet.bill.bill")
      let request = try mina.start("session.call", slow.parameters("act", "slow"))
      func expectUnanswered(_ what: String) throws {
        #expect(try !mina.hasAnswer(to: request), "\(what) came after")
      }
      _ = try joon.call(
        "bill.pay",
        [
          "key": .string(Caller.newKey()), "bill": .string(bill), "amount": 9000,
        ])
      try expectUnanswered("a payment")
      _ = try joon.call("qr.scan", ["key": .string(Caller.newKey()), "payload": .string(code)])
      try expectUnanswered("another shop's session")
      try beside.call("look", "ok")
      try expectUnanswered("a query at the same table")
      try elsewhere.call("act", "keep")
      try expectUnanswered("another table of the same shop")
      _ = try mina.wait(for: request)
    }
  }
}
