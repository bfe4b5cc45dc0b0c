import Glibc
import Loop
import Testing

@testable import Host

/// Every probe must work outside and fail inside, with all layers and with the fallback's two,
/// as root's program and as an ordinary user's.
@Suite(.serialized) struct EscapeTests {
  /// Any id without rights; it needs no entry in the user list.
  static let ordinaryUser: UInt32 = 54_321

  @Test func nothingGetsOut() throws {
    var users: [UInt32?] = [nil]
    if geteuid() == 0 { users.append(Self.ordinaryUser) }
    var rows: [String: [String]] = [:]
    for user in users {
      let world = try ProbeWorld(user: user)
      defer { world.remove() }
      try ProbeThread.run(asUser: user) {
        for probe in ProbeCase.all {
          rows[probe.name, default: []] += try check(probe, in: world)
        }
      }
    }
    report(rows)
  }

  private func check(_ probe: ProbeCase, in world: ProbeWorld) throws -> [String] {
    let isRoot = geteuid() == 0
    var cells: [String] = []
    let control = try runOutside(probe, in: world)
    cells.append(control.description)
    switch probe.control {
    case .works: #expect(control == .open, "control of \(probe.name)")
    case .worksAsRoot where isRoot: #expect(control == .open, "control of \(probe.name)")
    case .worksAsRoot, .untried: break
    }
    for mode in [SandboxPolicy.Mode.full, .fallback] {
      let answer = try runInside(probe, mode: mode, in: world)
      cells.append(answer.description)
      let mayPass = probe.mayPass(inFallback: mode == .fallback, asRoot: isRoot)
      #expect(
        mayPass ? answer == .open : answer.isBlocked,
        "\(probe.name), \(mode), as \(isRoot ? "root" : "user"): \(answer)")
    }
    return cells
  }

  private func withVictim(
    of probe: ProbeCase, in world: ProbeWorld, _ body: (Int32) throws -> ProbeAnswer
  ) throws -> ProbeAnswer {
    guard probe.needsVictim else { return try body(0) }
    let victim = try ProbeProcess(unboxed: "\(world.folder)/outside/\(ProbeWorld.program)")
    victim.send(world.order("victim", isInside: false, hasRoot: false, victim: 0))
    try #require(victim.readLine() == "ready\n")
    return try body(victim.process.pid)
  }

  private func runOutside(_ probe: ProbeCase, in world: ProbeWorld) throws -> ProbeAnswer {
    try withVictim(of: probe, in: world) { victim in
      let path = "\(world.folder)/outside/\(ProbeWorld.program)"
      let process = try ProbeProcess(unboxed: path)
      return process.answer(
        to: world.order(probe.name, isInside: false, hasRoot: false, victim: victim))
    }
  }

  private func runInside(
    _ probe: ProbeCase, mode: SandboxPolicy.Mode, in world: ProbeWorld
  ) throws -> ProbeAnswer {
    try withVictim(of: probe, in: world) { victim in
      let child = try world.launch.start(world.policy(mode)).get()
      let order = world.order(
        probe.name, isInside: true, hasRoot: mode == .full, victim: victim)
      return ProbeProcess(child).answer(to: order)
    }
  }

  private func report(_ rows: [String: [String]]) {
    let heads = ["control", "all layers", "fallback"]
    let columns = geteuid() == 0 ? heads.map { "root " + $0 } + heads.map { "user " + $0 } : heads
    print(line("probe", columns))
    for probe in ProbeCase.all { print(line(probe.name, rows[probe.name] ?? [])) }
  }

  private func line(_ name: String, _ cells: [String]) -> String {
    ([name] + cells).enumerated().map { index, cell in
      cell + String(repeating: " ", count: max(1, (index == 0 ? 26 : 16) - cell.count))
    }.joined()
  }
}
