import JSONRPC
import Testing
import Wire

/// Which call a program is told it answers, when the same call is sent again.
@Suite struct CallIdentityTests {
  /// An event goes to the program when a second person comes in.
  private static let joined: JSONObject = ["on": ["session.joined": "paid"]]

  /// The words of a page's first text.
  private func words(_ answer: JSON) throws -> String {
    try answer.text(at: "page.body.0.text")
  }

  /// The session's state as the program is told it, asked until it holds a word.
  private func awaitState(_ visit: HostileShop.Visit, holding word: String) throws -> String {
    var told = ""
    let deadline = MonotonicTime.now + 20_000
    while MonotonicTime.now < deadline {
      let page = try visit.call("look", "spy")
      let texts = page.at("page.body")?.array?.compactMap { $0["text"]?.string } ?? []
      told = texts.joined()
      if told.contains(word) { return told }
    }
    throw TestFault("never told \(word): \(told)")
  }

  /// The program crashed: who asks again with the key makes the same call once more.
  @Test func aPersonsCallAfterACrash() throws {
    try World.with { world in
      let shop = try HostileShop(world)
      let visit = try shop.visit(try Caller(world, as: "mina"))
      let params = visit.parameters("act", "crashFirst")
      #expect(try visit.caller.refusal("session.call", params) == "program.crashed")
      let again = try words(try visit.caller.call("session.call", params))
      #expect(again.hasSuffix(" attempt 2"))
      // Both are recorded under one name.
      let calls =
        try world.madang(
          ["merchant", "calls", shop.app, "--as", "villain", "--json"]
        ).json()["calls"]?.array ?? []
      let name = again.split(separator: " ").first.map(String.init) ?? ""
      let attempts = calls.filter { $0["call"] == .string(name) }.compactMap { $0["attempt"] }
      #expect(attempts == [2, 1])
      // Its answer is stored by now, and another key is another call.
      #expect(try visit.caller.call("session.call", params)["replayed"] == true)
      let other = try words(try visit.call("act", "tell"))
      #expect(other.hasSuffix(" attempt 1") && !other.hasPrefix(name))
    }
  }

  /// The daemon died in the middle: the same key is the same call for the next daemon.
  @Test func aPersonsCallAfterTheDaemonsEnd() throws {
    try World.with { world in
      let shop = try HostileShop(world, callMilliseconds: 30_000)
      let visit = try shop.visit(try Caller(world, as: "mina"))
      let params = visit.parameters("act", "tell")
      let before = try words(try visit.call("act", "tell"))
      _ = try visit.caller.start("session.call", visit.parameters("act", "hang"))
      world.kill()
      try world.start()
      try visit.caller.reconnect()
      let first = try words(try visit.caller.call("session.call", params))
      #expect(first.hasSuffix(" attempt 1") && first != before)
    }
  }

  /// An event whose program crashed comes again by itself.
  @Test func anEventAfterACrash() throws {
    try World.with { world in
      let shop = try HostileShop(world, whenPaid: "crashFirst", adding: Self.joined)
      let visit = try shop.visit(try Caller(world, as: "mina"))
      _ = try shop.visit(try Caller(world, as: "joon"))
      let told = try awaitState(visit, holding: "\"attempt\":2}")
      #expect(told.contains("\"call\":\"c_"))
    }
  }

  /// An event that the daemon had sent when it died comes again, and says so.
  @Test func anEventAfterTheDaemonsEnd() throws {
    try World.with { world in
      let shop = try HostileShop(
        world, whenPaid: "hangFirst", callMilliseconds: 30_000, adding: Self.joined)
      let visit = try shop.visit(try Caller(world, as: "mina"))
      _ = try shop.visit(try Caller(world, as: "joon"))
      world.kill()
      try world.start()
      try visit.caller.reconnect()
      _ = try awaitState(visit, holding: "\"attempt\":2}")
    }
  }
}
