import Glibc
import Wire

/// Calls through a real daemon to programs that run.
struct RuntimeCalls {
  /// Sessions of the load.
  static let sessions = 64
  /// Apps they belong to; each app has processes of its own.
  private static let apps = 8
  /// Calls made before anything is measured.
  private static let warmUp = 200

  let directory: String

  /// A reading feature of a restaurant: its menu.
  func warm(_ count: Int) throws -> JourneyFigures {
    let daemon = try BenchDaemon(home: "\(directory)/warm")
    let person = try BenchClient(personOf: daemon)
    let shop = try BenchShop(number: 1)
    try shop.publish(version: 1, person)
    let session = try Self.open(try shop.codes(person)[0], person)
    let menu = SessionCallMethod.Params(session: session, feature: "menu.open")
    for _ in 0..<Self.warmUp { _ = try person.raw(SessionCallMethod.self, menu) }
    var figures = JourneyFigures()
    for _ in 0..<count {
      let used = daemon.processorNanoseconds
      let before = Timings.now()
      let answer = try person.raw(SessionCallMethod.self, menu)
      figures.timings.add(since: before)
      figures.processor.add(nanoseconds: daemon.processorNanoseconds - used)
      if figures.answerBytes == 0 {
        figures.answerBytes = answer.bytes.count
        figures.requestBytes = JSON.object(person.lastParams).bytes.count
      }
    }
    figures.roundTrips = 1
    try daemon.stop()
    return figures
  }

  /// What the kernel needs for the same bytes: shell, daemon and program in C.
  func echo(of call: JourneyFigures, rounds: Int) throws -> Double {
    let echo = try Baseline.run(
      "echo-baseline",
      ["\(max(1, call.requestBytes))", "\(max(1, call.answerBytes))", "\(rounds)", "relay"])
    return try Self.number("p50us", of: echo)
  }

  /// Menus a second that 64 sessions get, each from a connection of its own, one after the other.
  func perSecond(seconds: Double) throws -> Double {
    let daemon = try BenchDaemon(home: "\(directory)/load", options: ["--test-tokens"])
    let owner = try BenchClient(personOf: daemon)
    let people = try tokens(Self.sessions, daemon)
    var codes: [[String]] = []
    for number in 1...Self.apps {
      let shop = try BenchShop(number: number)
      try shop.publish(version: 1, owner)
      codes.append(try shop.codes(owner))
    }
    var lines = ""
    for (index, token) in people.enumerated() {
      let person = try BenchClient(token: token, of: daemon)
      let session = try Self.open(codes[index % Self.apps][index], person)
      lines += "\(token) \(session.text) menu.open\n"
    }
    let file = "\(directory)/sessions"
    try TextFile.write(lines, to: file)
    let load = try Baseline.run("call-load", [daemon.home + "/madangd.sock", file, "\(seconds)"])
    try daemon.stop()
    return try Self.number("perSecond", of: load)
  }

  /// MiB that the daemon grows by while ten thousand shells are connected and do nothing.
  func idleShells(_ count: Int) throws -> Double {
    let daemon = try BenchDaemon(home: "\(directory)/idle", options: ["--test-tokens"])
    let admin = try daemon.connectOperator()
    let people = try tokens(count, daemon)
    let before = try admin.call(AdminStatusMethod.self, .init()).rssKiB
    let shells = try people.map { try BenchClient(token: $0, of: daemon) }
    let after = try admin.call(AdminStatusMethod.self, .init()).rssKiB
    return try withExtendedLifetime(shells) {
      try daemon.stop()
      return Double(after - before) / 1_024
    }
  }

  /// Names that a daemon with test tokens takes for devices.
  func tokens(_ count: Int, _ daemon: BenchDaemon) throws -> [String] {
    let admin = try daemon.connectOperator()
    return try admin.calls(
      AdminTokenMethod.self, (0..<count).map { _ in .init(key: admin.newKey()) }
    ).map(\.token)
  }

  /// Scans a code; the session behind it.
  static func open(_ code: String, _ person: BenchClient) throws -> SessionID {
    let scanned = try person.call(
      QRScanMethod.self, .init(key: person.newKey(), payload: code))
    guard let page = scanned.page else { throw BenchmarkError.unavailable("no page") }
    return page.session
  }

  private static func number(_ name: String, of result: JSON) throws -> Double {
    switch result[name] {
    case .double(let value)?: value
    case .integer(let value)?: Double(value)
    default: throw BenchmarkError.unavailable("a baseline without \(name)")
    }
  }
}
