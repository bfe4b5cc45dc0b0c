import JSONRPC
import Loop
import Testing
import Wire

/// The day of one new person, from nothing to a verified wallet. Every question that anybody asks
/// them is written down with what it was needed for, and what was refused without it.
@Suite struct DayTests {
  /// One question, and why it had to be asked.
  private struct Question: Equatable {
    let asked: String
    let neededFor: String
  }

  private final class Day {
    let world: World
    let drive: Drive
    let mina: Caller
    var questions: [Question] = []

    init(_ world: World) throws {
      self.world = world
      drive = try Drive(world)
      mina = try Caller(world, as: "mina")
    }

    func ask(_ asked: String, for reason: String) {
      questions.append(Question(asked: asked, neededFor: reason))
    }

    func madang(_ words: [String]) throws -> JSON {
      let outcome = try world.madang(words + ["--as", "mina", "--json"])
      guard outcome.exit == .exited(status: 0) else {
        throw TestFault("\(words): \(try outcome.json().text)")
      }
      return try outcome.json()
    }

    func tier() throws -> String { try mina.call("identity.show").text(at: "tier") }

    /// What a person with a device key and nothing else does all morning.
    func lunch() throws {
      try drive.do("as", ["person": "mina"])
      try drive.do("topup", ["amount": 30_000])
      let table = try world.code("kr.co.noodlehouse.table", place: "3")
      let menu = try drive.do("open", ["code": .string(table)])
      #expect(menu["page"] != nil)
      try drive.do("tap", ["id": "dish-bibim"])
      try drive.do("tap", ["id": "order"])
      let paid = try drive.do("approve", ["amount": 7_000])
      #expect(paid.at("receipt.status") == "paid")
      #expect(paid["keys"] == 3)
      #expect(paid["questions"] == 0)
    }

    /// Friends sit down; whose dish is whose is asked for only when mina wants to show it.
    func names() throws {
      let joon = try Caller(world, as: "joon")
      let table = try world.code("kr.co.noodlehouse.table", place: "3")
      try joon.call("qr.scan", ["key": .string(Caller.newKey()), "payload": .string(table)])
      try drive.do("open", ["code": .string(table)])
      let asked = try drive.do("tap", ["id": "name"])
      #expect(asked["questions"] == 1)
      ask("nickname", for: "friends read whose dish is whose")
      let shown = try drive.do("allow", ["value": "Mina"])
      #expect(shown["page"] != nil)
      #expect(shown["questions"] == 1)
      #expect(try tier() == "visitor")
    }

    /// Money for a friend: refused without a phone, done with it.
    func friends(_ to: String) throws {
      let send: JSONObject = [
        "key": .string(Caller.newKey()), "to": .string(to), "amount": 3_000, "currency": "KRW",
      ]
      #expect(try mina.refusal("wallet.transfer", send) == "auth.tier")
      #expect(try mina.call("identity.show").at("needs") == ["phone"])
      _ = try madang(["id", "verify", "phone", "010-1234-5678"])
      ask("phone number", for: "sending money to people")
      let code = try PersonSteps(world, mina).code(on: "010-1234-5678")
      _ = try madang(["id", "verify", "phone", "--code", code])
      ask("code", for: "the phone is really hers")
      #expect(try tier() == "registered")
      try mina.call("wallet.transfer", send)
    }

    /// A wallet for real money: refused without a name, done with it.
    func name() throws {
      let limit = try mina.call("wallet.balance").number(at: "balanceLimit")
      let method = try #require(MethodList.named("wallet.withdraw"))
      func withdraw() throws -> JSON? {
        var params = method.example.params.object ?? [:]
        params["key"] = .string(Caller.newKey())
        return try mina.answer(method.name, params).at("error.code")
      }
      #expect(try withdraw() == "auth.tier")
      #expect(try mina.call("identity.show").at("needs") == ["name"])
      _ = try madang(["id", "verify", "name", "name=김민아", "birth=1994-03-02"])
      ask("real name", for: "withdrawing, escrow, larger limits")
      ask("birth date", for: "two people can have one name")
      #expect(try tier() == "account")
      #expect(try mina.call("wallet.balance").number(at: "balanceLimit") > limit)
      // No account of a bank is linked yet; but nothing about who she is stands in the way.
      #expect(try withdraw() != "auth.tier")
    }
  }

  @Test func everyQuestionOfTheDayHasItsReason() throws {
    try World.with { world in
      try world.publish("Manifests/noodle-house.json")
      let day = try Day(world)
      let joon = try Caller(world, as: "joon").call("identity.show").text(at: "person")
      try day.lunch()
      #expect(day.questions.isEmpty)
      try day.names()
      try day.friends(joon)
      try day.name()
      #expect(
        day.questions == [
          Question(asked: "nickname", neededFor: "friends read whose dish is whose"),
          Question(asked: "phone number", neededFor: "sending money to people"),
          Question(asked: "code", neededFor: "the phone is really hers"),
          Question(asked: "real name", neededFor: "withdrawing, escrow, larger limits"),
          Question(asked: "birth date", neededFor: "two people can have one name"),
        ])
      // Asked once, never again: not by the provider, not by another restaurant's table.
      #expect(try day.madang(["id", "verify", "name"]).at("outcome") == "reused")
      let cost = try Caller.asOperator(world).call("admin.verifications")
      #expect(cost.at("providers.0.asserted") == 1)
      #expect(cost.at("providers.0.cost.amount") == 40)
      let audit = try day.mina.call("wallet.audit")
      #expect(audit.at("ok") == true)
      try day.drive.finish()
    }
  }
}
