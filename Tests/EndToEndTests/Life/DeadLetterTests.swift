import JSONRPC
import Testing
import Wire

/// An event that the program did not take for a day, and what its merchant does about it.
@Suite struct DeadLetterTests {
  private static let joined: JSONObject = ["on": ["session.joined": "paid"]]

  private func letters(_ world: World, _ shop: HostileShop) throws -> [JSON] {
    let outcome = try world.madang(
      ["merchant", "errors", shop.app, "--as", "villain", "--json"])
    return try outcome.json()["deadLetters"]?.array ?? []
  }

  private func redeliver(
    _ world: World, _ shop: HostileShop, _ call: String, as person: String = "villain"
  ) throws -> World.Outcome {
    try world.madang(
      ["merchant", "redeliver", call, "--app", shop.app, "--as", person, "--json"])
  }

  /// Asks until something is so, at most for a while; the last answer.
  private func poll<T>(_ ask: () throws -> T, until isSo: (T) -> Bool) throws -> T {
    let deadline = MonotonicTime.now + 20_000
    var last = try ask()
    while !isSo(last), MonotonicTime.now < deadline { last = try ask() }
    return last
  }

  @Test func itIsRedeliveredToTheVersionThatTakesIt() throws {
    try World.with { world in
      let shop = try HostileShop(world, whenPaid: "crash", adding: Self.joined)
      let mina = try Caller(world, as: "mina")
      let visit = try shop.visit(mina)
      _ = try shop.visit(try Caller(world, as: "joon"))
      // A day later the next try is the last; a restart makes it at once.
      try Caller.asOperator(world).call("admin.clock", ["advance": "P1DT1S"])
      world.kill()
      try world.start()
      try mina.reconnect()
      let letter = try #require(
        try poll({ try letters(world, shop) }, until: { !$0.isEmpty }).first)
      #expect(letter["feature"] == "paid" && letter["session"] == .string(visit.session))
      let call = try letter.text(at: "call")
      for (name, person, code) in [
        ("c_nothing", "villain", "app.event_unknown"), (call, "mina", "auth.role"),
      ] {
        let refused = try redeliver(world, shop, name, as: person)
        #expect(String(decoding: refused.output, as: UTF8.self).contains(code))
      }
      // The next version takes the session over and the event too.
      try shop.publish(
        world, version: 2,
        ["config": ["whenPaid": "tell"], "update": ["from": 1, "feature": "paid"]])
      try visit.call("look", "ok")
      let answer = try redeliver(world, shop, call).json()
      let attempt = try answer.number(at: "attempt")
      #expect(answer["call"] == .string(call) && attempt > 1)
      let recorded = try poll(
        {
          try world.madang(["merchant", "calls", shop.app, "--as", "villain", "--json"])
            .json()["calls"]?.array ?? []
        }, until: { $0.contains { $0["call"] == .string(call) && $0["outcome"] == "ok" } }
      )
      let delivered = recorded.filter { $0["call"] == .string(call) && $0["outcome"] == "ok" }
      #expect(delivered.count == 1 && delivered.first?["attempt"] == .integer(attempt))
      #expect(try letters(world, shop).isEmpty)
      let again = try redeliver(world, shop, call)
      #expect(String(decoding: again.output, as: UTF8.self).contains("app.event_unknown"))
    }
  }
}
