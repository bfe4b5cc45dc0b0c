import Foundation
import Glibc
import Loop
import Testing
import Wire

/// What one hostile program at full tilt costs a well-behaved one: as many threads as it gets, all
/// busy, touching memory and shouting on stderr.
///
/// Windows alone, with the hostile program stopped, and windows beside it follow each other, so
/// that whatever else the machine does weighs on both.
@Suite(.serialized) struct NeighbourTests {
  static let windows = 8
  static let callsPerWindow = 100
  /// The goal, printed as met or missed: a machine that others use moves the figure by more.
  static let goalRatio = 1.2
  /// Beyond this the neighbour is starved, on a machine that is busy anyhow: 2.6 was found beside
  /// all other tests. What an idle machine shows is measured by `madang-bench runtime`.
  static let mostRatio = 4.0
  /// What one turn of another process adds to the slowest calls of a loaded machine.
  static let slackMicroseconds = 1000.0
  /// A machine that others use is measured again.
  static let attempts = 3

  @Test func aHostileNeighbourCostsLittle() throws {
    try World.with { world in
      try world.publish("Manifests/hello.json")
      let caller = try Caller(world, as: "mina")
      let page = try caller.call(
        "session.open",
        ["key": .string(Caller.newKey()), "app": "app.madang.hello", "route": "hello"])
      let session = try page.text(at: "session")
      var found: [(alone: Double, beside: Double)] = []
      for attempt in 0..<Self.attempts {
        let shop = try HostileShop(world, "rage\(attempt)", callMilliseconds: 30_000)
        let villain = try Caller(world, as: "joon")
        _ = try villain.start(
          "session.call", try shop.visit(villain).parameters("act", "rage"))
        let pid = try #require(try Self.find("hostile-program", of: world.daemon?.handle.pid ?? 0))
        let pair = try measure(caller, session, beside: pid)
        let isMet = pair.beside <= pair.alone * Self.goalRatio
        print(
          "p99 of a call: alone \(Int(pair.alone)) us, beside a hostile program "
            + "\(Int(pair.beside)) us, goal \(isMet ? "met" : "missed")")
        found.append(pair)
        Glibc.kill(pid, SIGKILL)
        if Self.isGood(pair) { break }
      }
      #expect(found.contains(where: Self.isGood), "\(found)")
    }
  }

  private static func isGood(_ pair: (alone: Double, beside: Double)) -> Bool {
    pair.beside <= pair.alone * mostRatio + slackMicroseconds
  }

  /// Both 99th percentiles in microseconds.
  private func measure(
    _ caller: Caller, _ session: String, beside pid: pid_t
  ) throws -> (alone: Double, beside: Double) {
    var alone: [Double] = []
    var beside: [Double] = []
    let before = Self.ticks(of: pid)
    for _ in 0..<Self.windows {
      Glibc.kill(pid, SIGSTOP)
      try window(caller, session, &alone)
      Glibc.kill(pid, SIGCONT)
      try window(caller, session, &beside)
    }
    #expect(Self.ticks(of: pid) > before, "it did not rage")
    return (Self.p99(alone), Self.p99(beside))
  }

  private func window(_ caller: Caller, _ session: String, _ times: inout [Double]) throws {
    for _ in 0..<Self.callsPerWindow {
      let before = Self.now()
      try caller.call(
        "session.call",
        [
          "key": .string(Caller.newKey()), "session": .string(session),
          "feature": "hello.open", "arguments": [:],
        ])
      times.append(Self.now() - before)
    }
  }

  private static func p99(_ times: [Double]) -> Double {
    times.sorted()[times.count * 99 / 100]
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
  }

  /// Fields of `/proc/<pid>/stat` behind the name (proc(5)); empty where it is gone.
  private static func fields(of pid: pid_t) -> (name: String, rest: [Substring]) {
    let data = FileManager.default.contents(atPath: "/proc/\(pid)/stat") ?? Data()
    let text = String(decoding: data, as: UTF8.self)
    guard let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")") else {
      return ("", [])
    }
    let name = text[text.index(after: open)..<close]
    return (String(name), text[text.index(after: close)...].split(separator: " "))
  }

  private static func ticks(of pid: pid_t) -> Int {
    let rest = fields(of: pid).rest
    return rest.count > 12 ? (Int(rest[11]) ?? 0) + (Int(rest[12]) ?? 0) : 0
  }

  /// The newest child of a process with that name, of which the kernel keeps fifteen letters.
  private static func find(_ name: String, of parent: pid_t) throws -> pid_t? {
    let all = try FileManager.default.contentsOfDirectory(atPath: "/proc")
    return all.compactMap { pid_t($0) }.filter { pid in
      let found = fields(of: pid)
      return name.hasPrefix(found.name) && found.name.count == min(15, name.count)
        && found.rest.count > 1 && pid_t(found.rest[1]) == parent
    }.max()
  }
}
