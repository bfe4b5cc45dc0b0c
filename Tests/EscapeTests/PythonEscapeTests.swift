import Glibc
import Loop
import Testing

@testable import Host

/// The same from inside Python: what its standard library, `ctypes` included, can reach.
@Suite(.serialized) struct PythonEscapeTests {
  /// Probes of `Tests/Probes/python-probe.py`; whether each is what the interpreter needs.
  private static let probes: [(name: String, mustWork: Bool)] = [
    ("asyncio", true), ("thread", true), ("write-data", true), ("import-json", true),
    ("read-passwd", false), ("read-secret", false), ("list-usr", false), ("write-library", false),
    ("fork", false), ("subprocess-shell", false), ("spawn-self", false), ("tcp-connect", false),
    ("unix-connect", false), ("kill-victim", false), ("read-victim-environ", false),
    ("ctypes-ptrace", false), ("ctypes-mount", false), ("ctypes-memfd-exec", false),
    ("symlink-out", false), ("chmod-setuid", false), ("raise-limit", false),
    ("import-from-data", true), ("native-code-from-data", false),
  ]

  /// What would spoil the machine outside, or depends on its own limits.
  private static let untried: Set<String> = ["write-library", "raise-limit"]

  @Test func nothingGetsOutOfPython() throws {
    let python = try SystemRuntime.resolve(SystemRuntime.defaultPython)
    for user in EscapeTests.users {
      let world = try ProbeWorld(user: user)
      defer { world.remove() }
      let script = "\(world.folder)/outside/probe.py"
      try world.copyScript(to: script)
      let bundle = try BundleStore(directory: "\(world.folder)/bundles").add(script)
      try ProbeThread.run(asUser: user) {
        let ways = try GrantedModes.ways(in: world).filter { $0.runtime == .dynamic }
        print(ProbeTable.line("python", ["control"] + ways.map { "\($0.mode)" }))
        for probe in Self.probes {
          let cells = try check(probe, ways, script, bundle, python, in: world)
          print(ProbeTable.line(probe.name, cells))
        }
      }
    }
  }

  private func check(
    _ probe: (name: String, mustWork: Bool), _ ways: [EscapeTests.Way], _ script: String,
    _ bundle: Bundle, _ python: String, in world: ProbeWorld
  ) throws -> [String] {
    func order(_ isInside: Bool, _ hasRoot: Bool, _ victim: Int32) -> String {
      world.order(probe.name, isInside: isInside, hasRoot: hasRoot, victim: victim)
    }
    func victim() throws -> ProbeProcess {
      let victim = try ProbeProcess(unboxed: "\(world.folder)/outside/\(ProbeWorld.program)")
      victim.send(world.order("victim", isInside: false, hasRoot: false, victim: 0))
      try #require(victim.readLine() == "ready\n")
      return victim
    }
    let target = try victim()
    var cells = ["untried"]
    if !Self.untried.contains(probe.name), probe.name != "ctypes-mount" || geteuid() == 0 {
      let control = try ProbeProcess(unboxed: script).answer(
        to: order(false, false, target.process.pid))
      #expect(control == .open, "control of \(probe.name)")
      cells = [control.description]
    }
    for way in ways {
      let target = try victim()
      var policy = world.policy(way.mode)
      policy.bundleDirectory = bundle.directory
      policy.entry = "probe.py"
      policy.runtime = .python3
      policy.interpreter = python
      policy.libraries = try SystemRuntime.libraries(
        for: ProgramEntry(path: "probe.py", runtime: .python3, interpreter: python))
      let process = ProbeProcess(try world.launch.start(policy).get())
      let answer = process.answer(to: order(true, way.mode == .full, target.process.pid))
      cells.append(answer.description)
      // Without a root of its own there is no folder to write to.
      let mustWork = probe.mustWork && (way.mode == .full || !probe.name.contains("data"))
      let isRight = mustWork ? answer == .open : answer.isBlocked
      #expect(isRight, "\(probe.name), \(way.mode): \(answer)")
    }
    return cells
  }
}
