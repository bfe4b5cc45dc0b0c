import CEscape
import Glibc
import Loop
import Synchronization
import Testing

@testable import Host

/// Starting, failing and ending, through the spawner as the supervisor uses it.
@Suite(.serialized) struct StartTests {
  /// One start through the spawner, waited for.
  static func start(
    _ policy: SandboxPolicy, by spawner: Spawner
  ) -> Result<ChildProcess, SandboxFailure> {
    let done = SpawnSignal()
    let answer = Mutex<Result<ChildProcess, SandboxFailure>?>(nil)
    spawner.spawn(policy) { result in
      answer.withLock { $0 = result }
      done.signal()
    }
    done.wait()
    return answer.withLock { $0 } ?? .failure(.noReport)
  }

  @Test func everyLayerIsActive() throws {
    let world = try ProbeWorld(user: nil)
    defer { world.remove() }
    let spawner = try Spawner(launcherPath: world.launcher)
    defer { spawner.stop() }
    let child = try Self.start(world.policy(.automatic), by: spawner).get()
    var expected: SandboxLayers = [
      .namespaces, .network, .mounts, .limits, .threadLimit, .privileges, .landlock, .seccomp,
    ]
    if geteuid() == 0 { expected.insert(.ownUser) }
    #expect(child.layers == expected)
    #expect(child.fallbackReason == nil)
    #expect(child.process.reap() == nil)
    #expect(child.process.processorNanoseconds() != nil)
    let process = ProbeProcess(child)
    process.closeInput()
    #expect(process.process.waitForExit() == .exited(status: 2))
    #expect(process.process.processorNanoseconds() == nil)
  }

  /// A kernel that refuses namespaces is simulated by a filter over the spawning thread.
  @Test func refusedNamespacesFallBackAndSaySo() throws {
    let world = try ProbeWorld(user: nil)
    defer { world.remove() }
    try ProbeThread.run(asUser: nil) {
      try #require(escape_refuse_namespaces() == 0)
      let launch = SandboxLaunch(launcherPath: world.launcher)
      let child = try launch.start(world.policy(.automatic)).get()
      #expect(child.fallbackReason == .step(.namespaces, code: ENOSYS))
      #expect(child.layers.isDisjoint(with: [.namespaces, .mounts]))
      #expect(child.layers.isSuperset(of: [.landlock, .seccomp, .privileges, .limits]))
      let whole = launch.start(world.policy(.full))
      guard case .failure(.step(.namespaces, ENOSYS)) = whole else {
        Issue.record("full mode must not fall back: \(whole)")
        return
      }
    }
  }

  /// Without namespaces and without landlock nothing is started at all.
  @Test func withoutLandlockTheFallbackRefuses() throws {
    let world = try ProbeWorld(user: nil)
    defer { world.remove() }
    try ProbeThread.run(asUser: nil) {
      try #require(escape_refuse_namespaces() == 0 && escape_refuse_landlock() == 0)
      let launch = SandboxLaunch(launcherPath: world.launcher)
      let start = launch.start(world.policy(.automatic))
      guard case .failure(.step(.landlock, ENOSYS)) = start else {
        Issue.record("started without any file protection: \(start)")
        return
      }
    }
  }

  /// With namespaces a kernel without landlock still has an empty root to offer.
  @Test func withoutLandlockTheRestStands() throws {
    let world = try ProbeWorld(user: nil)
    defer { world.remove() }
    try ProbeThread.run(asUser: nil) {
      try #require(escape_refuse_landlock() == 0)
      let child = try world.launch.start(world.policy(.automatic)).get()
      #expect(!child.layers.contains(.landlock))
      #expect(child.layers.isSuperset(of: [.namespaces, .mounts, .seccomp]))
      let order = world.order("read-secret", isInside: true, hasRoot: true, victim: 0)
      #expect(ProbeProcess(child).answer(to: order) == .blocked("ENOENT"))
    }
  }

  /// A real Swift program speaks through its pipes from inside, with all layers and with two.
  @Test func aMiniProgramAnswersFromInside() throws {
    let world = try ProbeWorld(user: nil)
    defer { world.remove() }
    let store = try BundleStore(directory: "\(world.folder)/bundles")
    let bundle = try store.add(ProbeWorld.built("Hello"))
    let request =
      #"{"jsonrpc":"2.0","id":1,"method":"server/discover","params":{"_meta":"#
      + #"{"io.modelcontextprotocol/protocolVersion":"2026-07-28","#
      + #""io.modelcontextprotocol/clientCapabilities":{}}}}"#
    for mode in [SandboxPolicy.Mode.full, .fallback] {
      var policy = world.policy(mode)
      policy.bundleDirectory = bundle.directory
      policy.entry = "Hello"
      let process = ProbeProcess(try world.launch.start(policy).get())
      process.send(request)
      #expect(process.readLine().contains("supportedVersions"), "\(mode)")
      process.closeInput()
      #expect(process.process.waitForExit() == .exited(status: 0))
    }
  }

  @Test func theQueueRefusesBeyondItsLimit() throws {
    let world = try ProbeWorld(user: nil)
    defer { world.remove() }
    let spawner = try Spawner(launcherPath: world.launcher)
    let isHeld = SpawnSignal()
    let release = SpawnSignal()
    let refusals = Mutex(0)
    var policy = world.policy(.automatic)
    policy.entry = ""
    spawner.spawn(policy) { _ in
      isHeld.signal()
      release.wait()
    }
    isHeld.wait()
    for _ in 0..<Spawner.queueLimit + 1 {
      spawner.spawn(policy) { result in
        if case .failure(.queueFull) = result { refusals.withLock { $0 += 1 } }
      }
    }
    let refused = refusals.withLock { $0 }
    #expect(refused == 1)
    spawner.stop()
    release.signal()
  }

  @Test func bundlesBelowAPrivateFolderStart() throws {
    let world = try ProbeWorld(user: nil)
    defer { world.remove() }
    chmod("\(world.folder)/bundles", 0o700)
    let spawner = try Spawner(launcherPath: world.launcher)
    defer { spawner.stop() }
    for mode in [SandboxPolicy.Mode.full, .fallback] {
      let child = try Self.start(world.policy(mode), by: spawner).get()
      let order = world.order("fork", isInside: true, hasRoot: mode == .full, victim: 0)
      #expect(ProbeProcess(child).answer(to: order) == .blocked("EPERM"))
    }
  }

  @Test func stoppingTheSpawnerEndsItsPrograms() throws {
    let world = try ProbeWorld(user: nil)
    defer { world.remove() }
    for mode in [SandboxPolicy.Mode.full, .fallback] {
      let spawner = try Spawner(launcherPath: world.launcher)
      let child = try Self.start(world.policy(mode), by: spawner).get()
      spawner.stop()
      #expect(child.process.waitForExit() == .signalled(number: SIGKILL))
      guard case .failure(.stopped) = Self.start(world.policy(mode), by: spawner) else {
        Issue.record("a stopped spawner started a program")
        return
      }
    }
  }

  @Test func failuresNameTheirStep() throws {
    let world = try ProbeWorld(user: nil)
    defer { world.remove() }
    let spawner = try Spawner(launcherPath: world.launcher)
    defer { spawner.stop() }
    func check(_ expected: SandboxFailure, _ change: (inout SandboxPolicy) -> Void) {
      var policy = world.policy(.automatic)
      change(&policy)
      switch Self.start(policy, by: spawner) {
      case .success: Issue.record("started, expected \(expected)")
      case .failure(let failure): #expect(failure == expected)
      }
    }
    let code = ENOENT
    check(.step(.program, code: code)) { $0.entry = "missing" }
    check(.bundle(code: code)) { $0.bundleDirectory += "-missing" }
    check(.policy(.entryOutsideBundle)) { $0.entry = "../secret" }
    check(.policy(.entryOutsideBundle)) { $0.entry = "/bin/sh" }
    check(.policy(.entryPathLength)) { $0.entry = "" }
    check(.policy(.entryPathLength)) { $0.entry = String(repeating: "a", count: 256) }
    check(.step(.program, code: code)) { $0.entry = String(repeating: "a", count: 255) }
    check(.policy(.bundlePathRelative)) { $0.bundleDirectory = "bundles" }
    check(.policy(.memoryLimit)) { $0.limits.memoryMB = 31 }
    check(.policy(.memoryLimit)) { $0.limits.memoryMB = 4097 }
    check(.policy(.cpuLimit)) { $0.limits.cpuSeconds = 0 }
    check(.policy(.zeroByte)) { $0.entry = "a\0b" }
    if geteuid() == 0 { check(.policy(.userMissing)) { $0.user = 0 } }
  }
}
