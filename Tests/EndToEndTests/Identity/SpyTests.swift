import JSONRPC
import Testing
import Wire

/// A program that shows everything it is told: a real process in its sandbox.
@Suite struct SpyTests {
  /// Every text of a page, joined: what the program saw of its call.
  private func seen(_ answer: JSON) -> String {
    (answer.at("page.body")?.array ?? []).compactMap { $0["text"]?.string }.joined()
  }

  private func grant(_ caller: Caller, _ app: String, _ scope: String, _ decision: String) throws {
    try caller.call(
      "consent.set",
      [
        "key": .string(Caller.newKey()), "app": .string(app), "scope": .string(scope),
        "decision": .string(decision),
      ])
  }

  @Test func aProgramIsToldExactlyWhatWasGranted() throws {
    try World.with { world in
      let shop = try HostileShop(
        world, asksFor: ["identity.nickname", "identity.phone", "identity.name"])
      let mina = try Caller(world, as: "mina")
      let steps = PersonSteps(world, mina)
      let person = try mina.call("identity.show").text(at: "person")
      try mina.call(
        "identity.update",
        [
          "key": .string(Caller.newKey()), "nickname": "Haneul", "email": "haneul@example.com",
        ])
      try steps.verifyPhone("010-1234-5678")
      try steps.verifyName("김민아", "1994-03-02")
      let secrets = [person, "01012345678", "haneul@example.com", "김민아", "1994-03-02", "dev_"]
      let visit = try shop.visit(mina)
      func spy() throws -> String { seen(try visit.call("look", "spy")) }
      func leaks(_ text: String, but allowed: [String] = []) -> [String] {
        (secrets + ["Haneul"]).filter { text.contains($0) && !allowed.contains($0) }
      }
      #expect(try spy().contains("app.madang/call"))
      #expect(try leaks(spy()) == [])
      // The act asks first; nothing is called, nothing is seen.
      let asked = try visit.call("act", "spy")
      #expect(asked.at("page")?.isNull != false)
      #expect(asked.at("consent.items")?.array?.count == 3)
      try grant(mina, shop.app, "identity.nickname", "granted")
      try grant(mina, shop.app, "identity.phone", "declined")
      try grant(mina, shop.app, "identity.name", "declined")
      #expect(try leaks(seen(visit.call("act", "spy")), but: ["Haneul"]) == [])
      #expect(try spy().contains("Haneul"))
      try grant(mina, shop.app, "identity.nickname", "revoked")
      #expect(try leaks(spy()) == [])
      // Asking for more than the protocol has is a broken program, not a way.
      #expect(
        try visit.answer("look", "askProfile").at("error.code") == "program.result_invalid")
      let log = try mina.call("consent.log").at("entries")?.array ?? []
      #expect(
        log.compactMap { $0["what"]?.string } == [
          "revoked", "seen", "declined", "declined", "granted",
        ])
    }
  }

  /// Two merchants compare everything they were told about the same two people.
  @Test func merchantsSeeNothingInCommon() throws {
    try World.with { world in
      let shops = [
        try HostileShop(world, "one", merchant: "one"),
        try HostileShop(world, "two", merchant: "two"),
      ]
      var names: [[Set<String>]] = []
      for person in ["mina", "joon"] {
        let caller = try Caller(world, as: person)
        names.append(
          try shops.map { shop in
            let text = seen(try shop.visit(caller).call("look", "spy"))
            return Set(
              text.matches(of: /[a-z]{1,3}_[0-9a-z]{16,}/).map { String($0.output) })
          })
      }
      for person in names {
        #expect(!person[0].isEmpty)
        // Ids of people, sessions and calls: none is the same at the other merchant.
        #expect(person[0].isDisjoint(with: person[1]))
      }
    }
  }
}
