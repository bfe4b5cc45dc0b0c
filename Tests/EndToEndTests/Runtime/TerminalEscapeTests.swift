import Glibc
import Loop
import Testing
import Wire

/// A daemon that was started from a terminal does not lend it to programs: nothing is typed into
/// it (TIOCSTI), and the console is not asked (TIOCLINUX).
@Suite struct TerminalEscapeTests {
  private static let call = """
    {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"act","arguments":{"deed":"type"}}}

    """

  @Test func nobodyTypesForThePersonWhoStartedTheDaemon() throws {
    try World.with(startsDaemon: false) { world in
      // The control: the same program on the same kind of terminal, without a sandbox.
      let bare = try world.process("hostile-program", [], wiring: .terminal)
      try bare.write(Array(Self.call.utf8))
      let shown = try Self.read(bare, until: ["\"typed\"", "\"refused\""])
      let control = shown.contains("\"typed\"")
      print("TIOCSTI outside: \(control ? "typed" : "refused by the kernel")")
      if geteuid() == 0 { #expect(control, "the control proves nothing: \(shown)") }
      let daemon = try world.process(
        "madangd", ["serve", "--home", world.home, "--ready-fd", "1"], wiring: .terminal)
      _ = try Self.read(daemon, until: ["ready"])
      let visit = try HostileShop(world).visit(Caller(world, as: "mina"))
      let answer = try visit.call("act", "type")
      #expect(answer.at("page.title") == "refused", "\(answer.text.prefix(300))")
      Glibc.kill(daemon.handle.pid, SIGTERM)
      _ = try daemon.rest()
      #expect(try daemon.waitForExit() == .exited(status: 0))
    }
  }

  private static func read(_ child: Child, until words: [String]) throws -> String {
    var shown = ""
    while !words.contains(where: shown.contains) {
      let bytes = try child.read()
      guard !bytes.isEmpty else { throw TestFault("it ended: \(shown)") }
      shown += String(decoding: bytes, as: UTF8.self)
    }
    return shown
  }
}
