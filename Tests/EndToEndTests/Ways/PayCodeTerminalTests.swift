import Loop
import Testing
import Wire

/// `madang paycode` on a real terminal: a large amount is shown, and the PIN is asked for because
/// the daemon wants it, unseen.
@Suite struct PayCodeTerminalTests {
  private static let pin = "739154"

  @Test func aLargeAmountIsPaidWithThePINThatIsAskedFor() throws {
    try World.with { world in
      try world.publish("Manifests/noodle-house.json")
      let mina = try Caller(world, as: "mina")
      try PersonSteps(world, mina).verifyPhone("010-1234-5678")
      try mina.call("pin.set", ["key": .string(Caller.newKey()), "newPin": .string(Self.pin)])
      try mina.call(
        "wallet.topup", ["key": .string(Caller.newKey()), "amount": 100_000, "currency": "KRW"])
      world.environment["TERM"] = "xterm-256color"
      let shell = try world.process(
        "madang", ["paycode", "--as", "mina", "--home", world.home], wiring: .terminal)
      let shown = try shell.expect("created")
      let digits = try #require(shown.firstMatch(of: /\d{3}( \d{3}){5}/)).output.0
      let charged = try world.madang(
        ["shop", "charge", String(digits), "60000", "--as", "owner", "--json"])
      #expect(try charged.json()["status"] == "scanned")
      try shell.expect("y to pay")
      try shell.write(Array("y\n".utf8))
      try shell.expect("PIN: ")
      try shell.write(Array("208463\n".utf8))
      try shell.expect("PIN: ")
      try shell.write(Array("\(Self.pin)\n".utf8))
      let end = try shell.expect("consumed")
      #expect(!end.contains(Self.pin))
      #expect(try shell.waitForExit() == .exited(status: 0))
      #expect(try mina.call("wallet.balance")["available"] == 40_000)
    }
  }
}
