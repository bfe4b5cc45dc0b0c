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
    if ControlGroups.ofThisProcess.reason == nil { expected.insert(.controlGroup) }
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

  /// Each wall that cannot be put up refuses the start, and nothing falls back because of it.
  @Test(arguments: [
    ("limits", SandboxStep.limits), ("capabilities", .privileges), ("filter", .seccomp),
  ])
  func aMissingWallRefusesTheStart(_ wall: String, _ step: SandboxStep) throws {
    let world = try ProbeWorld(user: nil)
    defer { world.remove() }
    try ProbeThread.run(asUser: nil) {
      let refused =
        switch wall {
        case "limits": escape_refuse_limits()
        case "capabilities": escape_refuse_capabilities()
        default: escape_refuse_filter()
        }
      try #require(refused == 0)
      let launch = SandboxLaunch(launcherPath: world.launcher)
      for mode in [SandboxPolicy.Mode.automatic, .full, .fallback] {
        let start = launch.start(world.policy(mode))
        guard case .failure(.step(step, ENOSYS)) = start else {
          Issue.record("without \(wall), \(mode): \(start)")
          continue
        }
      }
      let report = launch.trial(
        directory: "\(world.folder)/bundles", user: SandboxPolicy.programUser(slot: 0))
      #expect(!report.canStart)
    }
  }

  /// The trial tells what a start then has, and leaves nothing behind.
  @Test func theTrialTellsWhatAStartHas() throws {
    let world = try ProbeWorld(user: nil)
    defer { world.remove() }
    let spawner = try Spawner(launcherPath: world.launcher)
    defer { spawner.stop() }
    let report = spawner.tryOut(
      directory: "\(world.folder)/bundles", user: SandboxPolicy.programUser(slot: 0))
    let child = try Self.start(world.policy(.automatic), by: spawner).get()
    #expect(report.layers == child.layers)
    #expect(report.layers.contains(.controlGroup) == (report.controlGroupReason == nil))
  }

  /// Where the machine delegates them, the limits of a program stand in the files of its group, and
  /// the group goes with it.
  @Test func theGroupHoldsTheLimits() throws {
    if let reason = ControlGroups.ofThisProcess.reason {
      return print("control groups: \(reason): not tried")
    }
    let world = try ProbeWorld(user: nil)
    defer { world.remove() }
    let policy = world.policy(.automatic)
    let path: String
    do {
      let child = try world.launch.start(policy).get()
      let own = try #require(
        Self.text("/proc/\(child.process.pid)/cgroup").split(separator: "\n").first {
          $0.hasPrefix("0::/")
        })
      path = try #require(
        ControlGroups.directory(
          membership: String(own), mounts: Self.text("/proc/self/mountinfo")))
      for (file, value) in [
        ("memory.max", String(policy.memoryBytes)), ("memory.oom.group", "1"),
        ("pids.max", String(policy.limits.threads)), ("cgroup.procs", String(child.process.pid)),
      ] {
        #expect(Self.text("\(path)/\(file)") == value + "\n", "\(file)")
      }
      child.process.kill()
      _ = child.process.waitForExit()
    }
    #expect(access(path, F_OK) != 0)
  }

  /// The mechanism on the machine's own hierarchy, without any controller: a program starts inside
  /// its group, and the group goes with it.
  @Test func aProgramStartsInItsOwnGroup() throws {
    let mounts = Self.text("/proc/self/mountinfo")
    guard geteuid() == 0, Self.text("/proc/self/cgroup").contains("0::/\n"),
      let root = ControlGroups.directory(membership: "0::/", mounts: mounts)
    else { return print("no control groups of version 2 to try: not tried") }
    let own = "madang-test-\(getpid())"
    guard mkdir("\(root)/\(own)", 0o755) == 0 else {
      return print("\(root) takes no group: not tried")
    }
    defer {
      // What other tests started meanwhile was born into our group.
      let members = "\(root)/\(own)/\(ControlGroups.ownName)/cgroup.procs"
      for _ in 0..<100 where rmdir("\(root)/\(own)/\(ControlGroups.ownName)") != 0 {
        for pid in Self.text(members).split(separator: "\n") {
          _ = ControlGroups.write(String(pid), to: "\(root)/cgroup.procs")
        }
      }
      #expect(rmdir("\(root)/\(own)") == 0)
    }
    let world = try ProbeWorld(user: nil)
    defer { world.remove() }
    // What a daemon left behind that was killed: no process has a number as high.
    let left = "\(root)/\(own)/program-\(Int32.max)-1"
    let strange = "\(root)/\(own)/program-of-somebody"
    for path in [left, strange] { #expect(mkdir(path, 0o755) == 0) }
    defer { #expect(rmdir(strange) == 0) }
    let groups = ControlGroups(membership: "0::/\(own)", mounts: mounts, needed: [])
    do {
      let launch = SandboxLaunch(launcherPath: world.launcher, groups: groups)
      let child = try launch.start(world.policy(.automatic)).get()
      #expect(child.layers.contains(.controlGroup))
      #expect(access(left, F_OK) != 0)
      let membership = Self.text("/proc/\(child.process.pid)/cgroup")
      #expect(membership.contains("0::/\(own)/program-\(getpid())-1\n"))
      child.process.kill()
      _ = child.process.waitForExit()
    }
    #expect(access("\(root)/\(own)/program-\(getpid())-1", F_OK) != 0)
  }

  private static func text(_ path: String) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    let owner = OwnedDescriptor(owning: file)
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(owner.raw, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
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
