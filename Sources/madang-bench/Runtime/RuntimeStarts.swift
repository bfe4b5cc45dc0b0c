import Glibc
import Host
import Loop

/// Starts of one static program: alone, in our sandbox, in bubblewrap's.
final class RuntimeStarts {
  /// The program that is started.
  private static let entry = "Hello"
  /// What a static Swift program needs to start where there is no /proc (sandbox.md).
  private static let environment = ["SWIFT_ROOT=/app", "SWIFT_BACKTRACE=enable=no"]
  /// Programs on their way up or down at once while the rate is measured.
  private static let overlap = 16

  private let bundle: Bundle
  private let spawner: Spawner
  private var lastSlot = 0

  init(directory: String) throws {
    let products = try Baseline.directory()
    do {
      bundle = try BundleStore(directory: "\(directory)/bundles").add("\(products)/\(Self.entry)")
    } catch { throw BenchmarkError.unavailable("\(Self.entry) as a bundle: \(error)") }
    spawner = try Spawner(launcherPath: "\(products)/sandbox-launcher")
  }

  /// Ends the thread that starts programs.
  func stop() { spawner.stop() }

  /// From the start to the first reply, without a sandbox.
  func plain(_ count: Int) throws -> Timings {
    try spawned(count, ["\(bundle.directory)/\(Self.entry)"])
  }

  /// The same under bubblewrap with everything unshared.
  func bubblewrapped(_ count: Int) throws -> Timings {
    guard let path = Self.found("bwrap") else {
      throw BenchmarkError.unavailable("bwrap is not installed")
    }
    return try spawned(
      count,
      [
        path, "--unshare-all", "--die-with-parent", "--new-session", "--ro-bind",
        bundle.directory, "/app", "--dev", "/dev", "--tmpfs", "/data", "--chdir", "/app",
        "/app/\(Self.entry)",
      ])
  }

  private func spawned(_ count: Int, _ words: [String]) throws -> Timings {
    var timings = Timings()
    for index in 0...count {
      let before = Timings.now()
      let program = try TalkingProgram.spawn(words, environment: Self.environment)
      try program.discover()
      // The first start reads the program from the disk.
      if index > 0 { timings.add(since: before) }
      program.closeInput()
      Self.wait(program)
    }
    return timings
  }

  /// `python3 -c pass`, from its start to its end.
  func python(_ count: Int) throws -> Timings {
    guard let path = Self.found("python3") else {
      throw BenchmarkError.unavailable("python3 is not installed")
    }
    var timings = Timings()
    for index in 0...count {
      let before = Timings.now()
      let program = try TalkingProgram.spawn([path, "-c", "pass"], environment: [])
      Self.wait(program)
      if index > 0 { timings.add(since: before) }
    }
    return timings
  }

  /// From the start to the first reply, in the sandbox that every program runs in.
  func sandboxed(_ count: Int) throws -> Timings {
    var timings = Timings()
    for index in 0...count {
      let before = Timings.now()
      let started = try begin().wait()
      try started.discover()
      if index > 0 { timings.add(since: before) }
      try started.end()
    }
    return timings
  }

  /// Programs that start, answer and end, a second; one that fails ends the measurement.
  func startStopPerSecond(_ count: Int) throws -> Double {
    let before = Timings.now()
    var coming: [Handover] = []
    var going: [Contained] = []
    for index in 0..<(count + Self.overlap) {
      if index < count { coming.append(begin()) }
      if coming.count > Self.overlap / 2 || index >= count, !coming.isEmpty {
        let started = try coming.removeFirst().wait()
        try started.discover()
        started.closeInput()
        going.append(started)
      }
      if going.count > Self.overlap / 2 { try going.removeFirst().end() }
    }
    for contained in going { try contained.end() }
    return Double(count) / (Double(Timings.now() - before) / 1e9)
  }

  /// Idle programs that fit into a GiB: their own and their share of common memory, page tables
  /// and kernel stacks, of so many that run at once.
  func idlePerGiB(_ count: Int) throws -> Double {
    var running: [Contained] = []
    for _ in 0..<count {
      let started = try begin().wait()
      try started.discover()
      running.append(started)
    }
    let bytes = try running.reduce(0) { try $0 + Self.memory(of: $1.child.process.pid) }
    for contained in running { contained.closeInput() }
    for contained in running { try contained.end() }
    return Double(1 << 30) * Double(count) / Double(bytes)
  }

  private func begin() -> Handover {
    var policy = SandboxPolicy(bundleDirectory: bundle.directory, entry: Self.entry)
    lastSlot = (lastSlot + 1) % Int(SandboxPolicy.programUserCount)
    if geteuid() == 0 { policy.user = SandboxPolicy.programUser(slot: lastSlot) }
    let handover = Handover()
    spawner.spawn(policy) { handover.give($0) }
    return handover
  }

  private static func wait(_ program: TalkingProgram) {
    guard let pid = program.pid else { return }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
  }

  private static func found(_ name: String) -> String? {
    let search = getenv("PATH").map { String(cString: $0) } ?? ""
    // The system's own first: a version manager's shim is a shell script.
    return (["/usr/bin", "/bin"] + search.split(separator: ":").map(String.init))
      .map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }
}
