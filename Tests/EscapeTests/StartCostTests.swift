import Glibc
import Loop
import Testing

@testable import Host

/// What the sandbox costs at a start: from the request to the program's first byte.
@Suite(.serialized) struct StartCostTests {
  static let samples = 60

  /// Generous on a loaded machine; the figures themselves are printed.
  static let mostMilliseconds = 250.0

  @Test func theSandboxCostsLittle() throws {
    let world = try ProbeWorld(user: nil)
    defer { world.remove() }
    let path = "\(world.folder)/outside/\(ProbeWorld.program)"
    let order = world.order("victim", isInside: true, hasRoot: true, victim: 0)
    try measure("plain process", order) { try ProbeProcess(unboxed: path) }
    for mode in [SandboxPolicy.Mode.full, .fallback] {
      try measure("sandbox, \(mode)", order) {
        ProbeProcess(try world.launch.start(world.policy(mode)).get())
      }
    }
  }

  private func measure(
    _ name: String, _ order: String, _ start: () throws -> ProbeProcess
  ) throws {
    var microseconds: [Double] = []
    for _ in 0..<Self.samples {
      let begin = Self.now()
      let process = try start()
      process.send(order)
      try #require(process.readLine() == "ready\n")
      microseconds.append(Self.now() - begin)
    }
    microseconds.sort()
    let half = microseconds[microseconds.count / 2]
    print("\(name): first byte p50 \(Int(half)) us, best \(Int(microseconds[0])) us")
    #expect(half < Self.mostMilliseconds * 1000)
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
  }
}
