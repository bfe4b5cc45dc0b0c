import Glibc
import Loop
import Testing

@testable import Host

/// Every probe must work outside and fail inside: with all layers and with the fallback's two,
/// under the strict filter and under that of other runtimes, as root's program and as an ordinary
/// user's.
@Suite(.serialized) struct EscapeTests {
  /// Any id without rights; it needs no entry in the user list.
  static let ordinaryUser: UInt32 = 54_321

  /// One way to be contained.
  struct Way {
    let name: String
    let mode: SandboxPolicy.Mode
    let runtime: SandboxPolicy.Runtime

    static let all = [
      Way(name: "all layers", mode: .full, runtime: .static),
      Way(name: "fallback", mode: .fallback, runtime: .static),
      Way(name: "all, dynamic", mode: .full, runtime: .dynamic),
      Way(name: "fallb., dynamic", mode: .fallback, runtime: .dynamic),
    ]
  }

  /// As whom probes run: the test's own user and, where that is root, an ordinary one.
  static var users: [UInt32?] { geteuid() == 0 ? [nil, ordinaryUser] : [nil] }

  @Test func nothingGetsOut() throws {
    try tryAll(ProbeCase.all, check)
  }

  /// A sees, signals and reads nothing of its neighbour B, which is contained as well. The control
  /// attacks B from outside, where it stands open.
  @Test func neighboursDoNotReachEachOther() throws {
    try tryAll(ProbeCase.neighbours, checkNeighbour)
  }

  /// Runs probes as every user in every way the machine grants, and reports what became of each.
  private func tryAll(
    _ probes: [ProbeCase], _ check: (ProbeCase, [Way], ProbeWorld) throws -> [String]
  ) throws {
    var rows: [String: [String]] = [:]
    var heads: [String] = []
    for user in Self.users {
      let world = try ProbeWorld(user: user)
      defer { world.remove() }
      try ProbeThread.run(asUser: user) {
        let ways = try GrantedModes.ways(in: world)
        let who = geteuid() == 0 ? "root" : "user"
        heads += ["\(who) control"] + ways.map { "\(who) \($0.name)" }
        for probe in probes { rows[probe.name, default: []] += try check(probe, ways, world) }
      }
    }
    report(probes.map(\.name), heads, rows)
  }

  private func check(
    _ probe: ProbeCase, _ ways: [Way], in world: ProbeWorld
  ) throws -> [String] {
    let isRoot = geteuid() == 0
    var cells: [String] = []
    let control = try runOutside(probe, in: world)
    cells.append(control.description)
    switch probe.control {
    case .works: #expect(control == .open, "control of \(probe.name)")
    case .worksAsRoot where isRoot: #expect(control == .open, "control of \(probe.name)")
    case .worksWithConsole where isRoot && access("/dev/tty0", W_OK) == 0:
      #expect(control == .open, "control of \(probe.name)")
    case .worksAsRoot, .worksWithConsole, .untried: break
    }
    for way in ways {
      let answer = try runInside(probe, way, in: world)
      cells.append(answer.description)
      let mayPass = probe.mayPass(
        inFallback: way.mode == .fallback, asRoot: isRoot, isForeign: way.runtime != .static)
      #expect(
        mayPass ? answer == .open : answer.isBlocked,
        "\(probe.name), \(way.name), as \(isRoot ? "root" : "user"): \(answer)")
    }
    return cells
  }

  private func checkNeighbour(
    _ probe: ProbeCase, _ ways: [Way], in world: ProbeWorld
  ) throws -> [String] {
    var cells: [String] = []
    for way in [nil] + ways {
      let mode = way?.mode ?? ways[0].mode
      let child = try world.launch.start(world.policy(mode, slot: 1)).get()
      let neighbour = ProbeProcess(child)
      neighbour.send(
        world.order("victim", isInside: true, hasRoot: mode == .full, victim: 0))
      try #require(neighbour.readLine() == "ready\n")
      let pid = child.process.pid
      guard let way else {
        // As the same ordinary user a process that may not be looked into is still signalled.
        let control = try ProbeProcess(
          unboxed: "\(world.folder)/outside/\(ProbeWorld.program)"
        ).answer(to: world.order(probe.name, isInside: false, hasRoot: false, victim: pid))
        // The neighbour's root is empty: there is nothing to walk to.
        if geteuid() == 0, probe.name != "walk-victim-root" {
          #expect(control == .open, "control of \(probe.name)")
        }
        cells.append(control.description)
        continue
      }
      let policy = try world.policy(way.mode, runtime: way.runtime)
      let attacker = ProbeProcess(try world.launch.start(policy).get())
      let answer = attacker.answer(
        to: world.order(probe.name, isInside: true, hasRoot: way.mode == .full, victim: pid))
      cells.append(answer.description)
      #expect(answer.isBlocked, "\(probe.name) of a neighbour, \(way.name): \(answer)")
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
    _ probe: ProbeCase, _ way: Way, in world: ProbeWorld
  ) throws -> ProbeAnswer {
    try withVictim(of: probe, in: world) { victim in
      let child = try world.launch.start(world.policy(way.mode, runtime: way.runtime)).get()
      let order = world.order(
        probe.name, isInside: true, hasRoot: way.mode == .full, victim: victim)
      return ProbeProcess(child).answer(to: order)
    }
  }

  private func report(_ names: [String], _ heads: [String], _ rows: [String: [String]]) {
    print(ProbeTable.line("probe", heads))
    for name in names { print(ProbeTable.line(name, rows[name] ?? [])) }
  }
}

/// Lines of the reports.
enum ProbeTable {
  static func line(_ name: String, _ cells: [String]) -> String {
    ([name] + cells).enumerated().map { index, cell in
      cell + String(repeating: " ", count: max(1, (index == 0 ? 26 : 22) - cell.count))
    }.joined()
  }
}
