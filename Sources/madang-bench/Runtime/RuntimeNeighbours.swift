import Glibc
import Loop
import Wire

/// What one hostile program at full tilt costs the calls of a well-behaved one.
///
/// Windows alone, with the hostile program stopped, and windows beside it follow each other, so
/// that whatever else the machine does weighs on both.
struct RuntimeNeighbours {
  /// What the program of the tests does on every call; built beside this one like all programs.
  private static let program = "hostile-program"
  /// How it is hostile: a deed of the program. The last is no deed of one call: an accomplice asks
  /// for the largest page there may be, as fast as it is answered.
  static let shapes = ["spin", "churn", "shout", "rage", "bytesWithin"]
  /// The shape that needs somebody who asks.
  private static let asked = "bytesWithin"
  /// Sessions of the accomplice, each with one call under way.
  private static let askers = 8
  /// How long the hostile call may take, and the accomplice may ask, in milliseconds: longer than
  /// all windows.
  private static let callMilliseconds: Int64 = 30_000
  /// Windows of each kind.
  private static let windows = 10
  private static let warmUp = 200

  let directory: String
  /// Calls of each window.
  let calls: Int

  /// The 99th percentiles of one shape, in microseconds.
  struct Cost {
    let shape: String
    let alone: Double
    let beside: Double

    var ratio: Double { ((beside / max(alone, 0.1)) * 100).rounded() / 100 }

    var json: JSON {
      [
        "shape": .string(shape), "aloneP99us": .double(alone), "besideP99us": .double(beside),
        "ratio": .double(ratio),
      ]
    }
  }

  /// Each shape in a daemon of its own.
  func costs() throws -> [Cost] { try Self.shapes.map(cost) }

  private func cost(of shape: String) throws -> Cost {
    let daemon = try BenchDaemon(home: "\(directory)/beside-\(shape)", options: ["--test-tokens"])
    let owner = try BenchClient(personOf: daemon)
    let shop = try BenchShop(number: 1)
    try shop.publish(version: 1, owner)
    let session = try RuntimeCalls.open(try shop.codes(owner)[0], owner)
    let app = try publish(shape, owner)
    let load = try begin(shape, app, daemon)
    defer { load.signal(SIGKILL) }
    let menu = SessionCallMethod.Params(session: session, feature: "menu.open")
    for _ in 0..<Self.warmUp { _ = try owner.raw(SessionCallMethod.self, menu) }
    let hostile = try load.pid ?? Self.child(of: daemon.pid)
    var (alone, beside) = (Timings(), Timings())
    for _ in 0..<Self.windows {
      kill(hostile, SIGSTOP)
      try window(owner, menu, &alone)
      kill(hostile, SIGCONT)
      try window(owner, menu, &beside)
    }
    load.signal(SIGKILL)
    try daemon.stop()
    return Cost(
      shape: shape, alone: alone.sorted().percentile(0.99),
      beside: beside.sorted().percentile(0.99))
  }

  private func window(
    _ person: BenchClient, _ menu: SessionCallMethod.Params, _ timings: inout Timings
  ) throws {
    for _ in 0..<calls {
      let before = Timings.now()
      _ = try person.raw(SessionCallMethod.self, menu)
      timings.add(since: before)
    }
  }

  private func publish(_ shape: String, _ owner: BenchClient) throws -> AppID {
    let app = AppID("app.madang.bench.hostile")
    let manifest: JSON = [
      "manifest": 1, "app_id": .string(app.text), "name": "Hostile",
      "version": ["name": "1.0.0", "code": 1], "merchant": "villain",
      "program": ["name": .string(Self.program)],
      "features": [
        ["name": "open", "query": true], ["name": "look", "query": true], ["name": "act"],
        ["name": "paid", "visibility": "system"],
      ],
      "routes": [
        [
          "code": "door", "feature": "open",
          "params": ["number": ["type": "integer", "minimum": 1, "maximum": 99]],
        ]
      ],
      "limits": [
        "memoryMB": 64, "callMilliseconds": .integer(Self.callMilliseconds),
        "cpuSeconds": .integer(Self.callMilliseconds / 1_000), "requestsPerSecond": 10_000,
      ],
      "config": ["always": .string(shape == Self.asked ? shape : "ok")],
    ]
    _ = try owner.call(
      RegistryPublishMethod.self,
      .init(
        key: owner.newKey(), manifest: manifest.text,
        source: try Baseline.directory() + "/" + Self.program))
    return app
  }

  /// Sets the hostile program to work.
  private func begin(_ shape: String, _ app: AppID, _ daemon: BenchDaemon) throws -> Load {
    let tokens = try RuntimeCalls(directory: directory).tokens(Self.askers, daemon)
    let people = try tokens.map { try BenchClient(token: $0, of: daemon) }
    let sessions = try people.enumerated().map { number, person in
      try person.call(
        SessionOpenMethod.self,
        .init(
          key: person.newKey(), app: app, route: "door",
          params: ["number": .integer(Int64(number + 1))])
      ).session
    }
    guard shape == Self.asked else {
      try people[0].begin(
        SessionCallMethod.self,
        .init(
          session: sessions[0], feature: "act", arguments: ["deed": .string(shape)],
          key: people[0].newKey()))
      return Load(child: nil, people: people)
    }
    let lines = zip(tokens, sessions).map { "\($0) \($1.text) look\n" }.joined()
    let file = "\(directory)/accomplice"
    try TextFile.write(lines, to: file)
    let child = try ChildProgram(
      "call-load",
      [daemon.home + "/madangd.sock", file, "\(Self.callMilliseconds / 1_000)"], pipeAs: 1,
      log: "\(directory)/accomplice.log")
    return Load(child: child, people: people)
  }

  /// What is stopped and goes on: the accomplice, or the program itself.
  private struct Load {
    let child: ChildProgram?
    /// Kept, because a call ends with its caller's connection.
    let people: [BenchClient]

    var pid: pid_t? { child?.pid }

    func signal(_ number: Int32) { child?.signal(number) }
  }

  /// The process of the hostile program: proc(5) has fifteen letters of its name.
  private static func child(of daemon: pid_t) throws -> pid_t {
    let name = String(program.prefix(15))
    guard let folder = opendir("/proc") else { throw BenchmarkError.unavailable("/proc") }
    defer { closedir(folder) }
    while let entry = readdir(folder) {
      let word = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard let pid = pid_t(word), let text = TextFile.read("/proc/\(pid)/stat"),
        let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")")
      else { continue }
      let rest = text[text.index(after: close)...].split(separator: " ")
      if text[text.index(after: open)..<close] == name, rest.count > 1, pid_t(rest[1]) == daemon {
        return pid
      }
    }
    throw BenchmarkError.unavailable("\(program) does not run")
  }
}
