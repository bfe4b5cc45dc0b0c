import JSONRPC
import Testing
import Wire

/// What a feature reads with every call travels with the call, and nobody can tell but by the time
/// it takes: conflicts, replay and what is shown are as if the program had asked.
@Suite struct ReadAheadTests {
  private static let records: JSONObject = [
    "scopes": [
      "required": [
        ["name": "wallet.bill", "reason": "To sell things"],
        ["name": "timers", "reason": "To forget them"],
        ["name": "records", "reason": "To know what is left"],
      ]
    ]
  ]

  /// What a deed shows, in words.
  private func words(
    _ visit: HostileShop.Visit, _ feature: String, _ deed: String
  ) throws -> String {
    try visit.call(feature, deed).text(at: "page.body.0.text")
  }

  private func withShop(_ body: (World, HostileShop) throws -> Void) throws {
    try World.with { world in
      try body(world, HostileShop(world, "reader", adding: Self.records))
    }
  }

  /// Two calls in a row teach it; an answer is always what is there when the call is made.
  @Test func aHabitIsAnsweredBeforeItIsAskedAndAlwaysAnew() throws {
    try withShop { world, shop in
      let visit = try shop.visit(try Caller(world, as: "mina"))
      #expect(try words(visit, "look", "read") == "asked 1 []")
      #expect(try words(visit, "look", "read") == "asked 1 []")
      #expect(try words(visit, "look", "read") == "ahead 1 []")
      try visit.call("act", "putOne")
      #expect(try words(visit, "look", "read") == "ahead 1 [{'key':'cola','value':1}]")
      try visit.call("act", "putTwo")
      #expect(try words(visit, "look", "read") == "ahead 1 [{'key':'cola','value':2}]")
      // Another session of the app has the same habits.
      let other = try shop.visit(try Caller(world, as: "joon"), door: 2)
      #expect(try words(other, "look", "read") == "ahead 1 [{'key':'cola','value':2}]")
    }
  }

  /// A program that stops reading stops being sent it, and is learned anew.
  @Test func whatIsNotReadAnyMoreIsNotSent() throws {
    try withShop { world, shop in
      let visit = try shop.visit(try Caller(world, as: "mina"))
      for _ in 1...2 { #expect(try words(visit, "look", "read") == "asked 1 []") }
      #expect(try words(visit, "look", "readNothing") == "ignored 1")
      #expect(try words(visit, "look", "readNothing") == "ignored 0")
      for _ in 1...2 { #expect(try words(visit, "look", "read") == "asked 1 []") }
      #expect(try words(visit, "look", "read") == "ahead 1 []")
    }
  }

  /// Whoever changes what was sent ahead while the program works makes the call run again, on what
  /// is there then.
  @Test func whatWasSentAheadConflictsAsIfItWereAsked() throws {
    try withShop { world, shop in
      let (mina, joon) = (try Caller(world, as: "mina"), try Caller(world, as: "joon"))
      let (slow, quick) = (try shop.visit(mina), try shop.visit(joon, door: 2))
      for _ in 1...2 { #expect(try words(slow, "act", "read").hasPrefix("asked 1")) }
      let request = try mina.start("session.call", slow.parameters("act", "readSlowly"))
      try quick.call("act", "putTwo")
      #expect(try !mina.hasAnswer(to: request), "it was committed before the change")
      let page = try mina.wait(for: request)
      #expect(
        try page.text(at: "page.body.0.text") == "ahead 2 [{'key':'cola','value':2}]")
      // Nothing changed: the first attempt is committed.
      let again = try mina.call("session.call", slow.parameters("act", "readSlowly"))
      #expect(
        try again.text(at: "page.body.0.text") == "ahead 1 [{'key':'cola','value':2}]")
    }
  }

  /// A replayed call reads what it was sent then, though other things stand there now.
  @Test func aReplayShowsNoDifference() throws {
    try withShop { world, shop in
      let visit = try shop.visit(try Caller(world, as: "mina"))
      for _ in 1...2 { #expect(try words(visit, "look", "read") == "asked 1 []") }
      #expect(try words(visit, "look", "read") == "ahead 1 []")
      try visit.call("act", "putOne")
      let rows = try words(visit, "look", "readRows")
      #expect(rows == "rows 1 [{'key':'cola','value':1}]")
      try visit.call("act", "putTwo")
      let recorded =
        try world.madang(
          ["merchant", "calls", shop.app, "--as", "villain", "--json"]
        ).json()["calls"]?.array ?? []
      let id = try #require(recorded.first { $0["feature"] == "look" }).text(at: "call")
      let report = try world.madang(
        ["merchant", "replay", id, "--app", shop.app, "--as", "villain", "--json"]
      ).json()
      #expect(report["same"] == true, "\(report.text)")
    }
  }
}
