import Foundation
import JSONRPC
import Loop
import Testing
import Wire

/// What scripts rely on: the commands, their last lines and their exit codes.
@Suite struct CommandTests {
  @Test func lunchIsPlayedFromNothingToACleanAudit() throws {
    try World.with(startsDaemon: false) { world in
      let outcome = try world.madang(["demo", "lunch", "--json"])
      #expect(outcome.exit == .exited(status: 0))
      let events = try outcome.output.split(separator: 0x0A).map { try JSON.parse(Array($0)) }
      let names = events.map { $0["event"]?.string ?? "?" }
      for name in ["scan", "page", "bill", "paid", "kitchen", "inbox", "split"] {
        #expect(names.contains(name), "\(names)")
      }
      let done = try #require(events.last)
      #expect(done["event"] == "done" && done["ok"] == true && done["audit"] == "ok")
      #expect(try done.number(at: "keys") <= 4)
      #expect(done["questions"] == 0)
      #expect(done["prepared"]?.array?.isEmpty == false)
    }
  }

  /// The time is measured and shown; what is asserted is that asking costs nothing else.
  @Test func statusIsOneQuestion() throws {
    try World.with { world in
      let database = world.home + "/madang.db-wal"
      func size() throws -> Int {
        try FileManager.default.attributesOfItem(atPath: database)[.size] as? Int ?? 0
      }
      let before = try size()
      let start = MonotonicTime.now
      let outcome = try world.run("madangd", ["status", "--home", world.home, "--json"])
      print("madangd status --json: \(MonotonicTime.now - start) ms")
      #expect(outcome.exit == .exited(status: 0))
      let status = try outcome.json()
      #expect(status["pid"]?.integer == (world.daemon?.handle.pid).map(Int64.init))
      #expect(status["virtualClock"] == true && status["apps"] == 0)
      #expect(try size() == before)
    }
  }

  @Test func theShellStartsTheDaemonByItself() throws {
    try World.with(startsDaemon: false) { world in
      let first = try world.madang(["wallet", "show", "--json"])
      #expect(first.exit == .exited(status: 0))
      #expect(try first.json()["available"] == 0)
      let pid = try world.run("madangd", ["status", "--home", world.home, "--json"]).json()["pid"]
      _ = try world.madang(["wallet", "topup", "1000", "--json"])
      let status = try world.run("madangd", ["status", "--home", world.home, "--json"]).json()
      #expect(status["pid"] == pid && status["people"] == 1)
      #expect(
        try world.run("madangd", ["stop", "--home", world.home]).exit == .exited(status: 0))
      let gone = try world.run("madangd", ["status", "--home", world.home, "--json"])
      #expect(gone.exit == .exited(status: 69))
      // Offline, the file itself is audited.
      let audit = try world.run("madangd", ["audit", "--home", world.home, "--json"])
      #expect(audit.exit == .exited(status: 0))
      #expect(try audit.json()["ok"] == true)
    }
  }

  @Test func aSecondDaemonRefuses() throws {
    try World.with { world in
      let second = try world.run("madangd", ["serve", "--home", world.home])
      #expect(second.exit == .exited(status: 11))
      #expect(world.lastWords.contains("madangd: "))
      let status = try world.run("madangd", ["status", "--home", world.home, "--json"])
      #expect(status.exit == .exited(status: 0))
    }
  }

  /// SIGTERM while a program is five seconds into a call: the call is answered, then all ends.
  @Test func aSignalDrains() throws {
    try World.with { world in
      let shop = try HostileShop(world, "slow", callMilliseconds: 20_000)
      let mina = try Caller(world, as: "mina")
      let visit = try shop.visit(mina)
      let parameters = visit.parameters("act", "slow")
      let request = try mina.start("session.call", parameters)
      // The answer to a later question shows that the call has arrived.
      try mina.call("wallet.balance")
      let exit = try world.terminate()
      let answer = try mina.wait(for: request)
      #expect(exit == .exited(status: 0))
      #expect(answer.at("page.title") != nil)
      try world.start()
      try mina.reconnect()
      #expect(try mina.call("session.call", parameters)["replayed"] == true)
    }
  }

  /// Exit codes people's scripts branch on.
  @Test(
    arguments: [
      (["no-such-command"], 2), (["pay"], 2), (["wallet", "topup", "many"], 2),
      (["merchant", "publish", "/no/such/file.json"], 66),
      (["pay", "b_nobody", "--amount", "1"], 10),
      (["shop", "orders", "nobody"], 77), (["help"], 0),
      (["wallet", "lookup", "0123456789abcdef"], 1),
    ] as [([String], Int32)]) func exitCodes(words: [String], status: Int32) throws
  {
    try World.with { world in
      let exit = try world.madang(words).exit
      #expect(exit == .exited(status: status), "\(words)")
    }
  }
}
