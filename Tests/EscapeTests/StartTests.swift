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
