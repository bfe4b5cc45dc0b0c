import Loop
import Testing
import Wire

/// Two gates and a rider without a network: everybody passes, the log is reconciled, the ride is
/// charged once. All of them are processes.
@Suite struct GateTests {
  private static let app = "app.madang.metro"

  private struct Station {
    let world: World
    let name: String
    let place: String
    let side: String

    /// Runs the gate on some lines; gives what it answered to each, and to the end of its input.
    func run(_ lines: [JSON]) throws -> [JSON] {
      let input = lines.reduce(into: [UInt8]()) { $0 += $1.bytes + [0x0A] }
      let outcome = try world.run(
        "madang",
        [
          "gate", GateTests.app, "--gate", name, "--station", place, "--side", side,
          "--test-clock", "--as", "owner", "--home", world.home,
        ], input: input)
      guard outcome.exit == .exited(status: 0) else {
        throw TestFault("gate \(name): \(String(decoding: outcome.output, as: UTF8.self))")
      }
      return try outcome.output.split(separator: 0x0A).map { try JSON.parse(Array($0)) }
    }
  }

  private func code(_ world: World, _ options: [String] = []) throws -> JSON {
    let outcome = try world.madang(
      ["gatecode", Self.app, "--as", "rider", "--json"] + options)
    guard outcome.exit == .exited(status: 0) else {
      throw TestFault(String(decoding: outcome.output, as: UTF8.self))
    }
    return try outcome.json()
  }

  private func shown(_ code: JSON) throws -> JSON {
    ["scan": .string(try code.text(at: "payload")), "at": code["at"] ?? .null]
  }

  private func wallet(_ world: World) throws -> Int64? {
    try world.madang(["wallet", "show", "--as", "rider", "--json"]).json()["available"]?.integer
  }

  @Test func aRideWithTheNetworkCutIsReconciledAndChargedOnce() throws {
    try World.with { world in
      try world.publish("Manifests/metro.json")
      _ = try world.madang(["wallet", "topup", "20000", "--as", "rider", "--json"])
      let first = try code(world)
      // The pass holds the highest fare; asking again holds nothing more.
      #expect(try wallet(world) == 16_350)
      _ = try code(world)
      #expect(try wallet(world) == 16_350)
      let one = Station(world: world, name: "g1", place: "cityhall", side: "entry")
      let two = Station(world: world, name: "g2", place: "cityhall", side: "entry")
      let exit = Station(world: world, name: "g3", place: "gangnam", side: "exit")
      // Each gate gets the keys of the day while there is a network.
      for gate in [one, two, exit] { #expect(try gate.run([]).isEmpty) }

      world.kill()
      let start = try #require(first["at"]?.integer)
      let entry = try code(world, ["--offline", "--at", String(start + 60_000)])
      let answers = try one.run([
        try shown(entry), try shown(entry), ["scan": "javascript:alert(1)", "at": .integer(start)],
      ])
      #expect(answers.map { $0["open"] } == [true, false, false, nil])
      #expect(answers[1]["reason"] == "alreadyUsed")
      #expect(answers[3] == ["offline": true, "pending": 1])
      // A gate that starts anew remembers; another one cannot know.
      #expect(try one.run([try shown(entry)]).first?["reason"] == "alreadyUsed")
      #expect(try two.run([try shown(entry)]).first?["open"] == true)
      let leaving = try code(world, ["--offline", "--at", String(start + 90_000)])
      #expect(try exit.run([try shown(leaving)]).first?["open"] == true)

      try world.start()
      let drive = try Drive(world)
      try drive.do("as", ["person": "rider"])
      // The exit is told before the entry: gates sync in any order.
      #expect(try exit.run([["do": "sync"]]).first?["synced"] == 1)
      #expect(try one.run([["do": "sync"]]).first?["synced"] == 1)
      let second = try #require(try two.run([["do": "sync"]]).first)
      #expect(second["synced"] == 0 && second["duplicates"] == 1 && second["pending"] == 0)
      // Two stations: 1,550 won for the first and 100 for the next; what is held is held anew.
      try drive.do("wait", ["event": "fare.paid"])
      #expect(try wallet(world) == 20_000 - 1_650 - 3_650)
      // Telling everything again changes nothing.
      #expect(try one.run([["do": "sync"]]).first?["synced"] == 0)
      #expect(try wallet(world) == 20_000 - 1_650 - 3_650)
      try drive.finish()
      let audit = try world.run("madangd", ["audit", "--home", world.home, "--json"])
      #expect(try audit.json()["ok"] == true)
    }
  }

  @Test func anExitThatIsMissingCostsTheHighestFare() throws {
    try World.with { world in
      try world.publish("Manifests/metro.json")
      _ = try world.madang(["wallet", "topup", "20000", "--as", "rider", "--json"])
      let drive = try Drive(world)
      try drive.do("as", ["person": "rider"])
      // A person's device adds the time that passed since it asked the daemon, whose clock stands
      // still here: the moment is named, so that the five hours end on the millisecond.
      let now = try #require(try drive.do("clock", ["advance": "PT0S"])["event"]?["now"]?.integer)
      let entry = try code(world, ["--at", String(now)])
      let gate = Station(world: world, name: "g1", place: "cityhall", side: "entry")
      let answers = try gate.run([try shown(entry), ["do": "sync"]])
      #expect(answers.map { $0["open"] } == [true, nil])
      #expect(answers[1]["synced"] == 1)
      try drive.do("wait", ["event": "session.changed"])
      try drive.do("clock", ["advance": "PT4H59M59.999S"])
      // The highest fare is held, and nothing is taken yet.
      #expect(try wallet(world) == 20_000 - 3_650)
      try drive.do("clock", ["advance": "PT0.001S"])
      try drive.do("wait", ["event": "fare.paid"])
      // Taken, and held anew for the next ride of the day.
      #expect(try wallet(world) == 20_000 - 3_650 - 3_650)
      try drive.finish()
    }
  }
}
