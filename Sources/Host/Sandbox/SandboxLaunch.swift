import Glibc
import Loop

/// One start from policy to running child; runs on the spawn thread only.
struct SandboxLaunch: Sendable {
  /// A launcher that has not reported within this time is killed.
  static let reportTimeoutMilliseconds: Int32 = 5000

  let launcherPath: String
  private let network = SharedNetwork()
  private let groups: ControlGroups

  init(launcherPath: String, groups: ControlGroups = .ofThisProcess) {
    precondition(launcherPath.hasPrefix("/"), "the launcher is found by an absolute path")
    self.groups = groups
    self.launcherPath = launcherPath
  }

  /// Starts the program, once more on landlock and seccomp alone where namespaces are refused.
  func start(_ policy: SandboxPolicy) -> Result<ChildProcess, SandboxFailure> {
    if let flaw = policy.flaw(asRoot: geteuid() == 0) { return .failure(.policy(flaw)) }
    if policy.mode == .fallback { return attempt(policy, isFallback: true, reason: nil) }
    let whole = attempt(policy, isFallback: false, reason: nil)
    guard policy.mode == .automatic, case .failure(let reason) = whole, Self.isRefusal(reason)
    else { return whole }
    return attempt(policy, isFallback: true, reason: reason)
  }

  /// Every step of a start without a program: what this machine grants. The end of the trial is
  /// waited for, so nothing of it is left.
  func trial(directory: String, user: UInt32?) -> SandboxReport {
    var policy = SandboxPolicy(bundleDirectory: directory, entry: "trial")
    policy.user = user
    policy.isTrial = true
    var report: SandboxReport
    switch start(policy) {
    case .failure(let reason): report = SandboxReport(layers: [], reason: reason)
    case .success(let child):
      _ = child.process.waitForExit()
      report = SandboxReport(layers: child.layers, reason: child.fallbackReason)
    }
    report.controlGroupReason = groups.reason
    return report
  }

  /// Whether the machine, not the program, is the reason.
  static func isRefusal(_ failure: SandboxFailure) -> Bool {
    guard case .step(let step, let code) = failure, step.needsNamespaces else { return false }
    return [EPERM, EACCES, ENOSPC, ENOSYS, EINVAL].contains(code)
  }

  private func attempt(
    _ policy: SandboxPolicy, isFallback: Bool, reason: SandboxFailure?
  ) -> Result<ChildProcess, SandboxFailure> {
    do throws(ProcessFailure) {
      let bundle = try ProcessLaunch.openDirectory(policy.bundleDirectory)
      return try launch(policy, isFallback: isFallback, reason: reason, bundle: bundle)
    } catch {
      if error.call == "open" { return .failure(.bundle(code: error.code)) }
      return .failure(.process(error))
    }
  }

  private func launch(
    _ policy: SandboxPolicy, isFallback: Bool, reason: SandboxFailure?,
    bundle: borrowing OwnedDescriptor
  ) throws(ProcessFailure) -> Result<ChildProcess, SandboxFailure> {
    let input = try ProcessPipe()
    let output = try ProcessPipe()
    let error = try ProcessPipe()
    let status = try ProcessPipe()
    let group = groups.make(memoryBytes: policy.memoryBytes, threads: policy.limits.threads)
    let shared = isFallback && geteuid() != 0 ? nil : network.descriptor()
    let blob = try blobPipe(
      policy, isFallback: isFallback, hasNetwork: shared != nil, hasGroup: group != nil)
    let launcher = try ProcessLaunch.launch(
      path: launcherPath,
      slots: [
        input.reader.raw, output.writer.raw, error.writer.raw, blob.raw, status.writer.raw,
        bundle.raw, shared ?? -1, group?.membersDescriptor ?? -1,
      ])
    let inputEnd = input.keepWriter()
    let outputEnd = output.keepReader()
    let errorEnd = error.keepReader()
    let told = Self.readReport(status.keepReader())
    let report = LaunchReport(bytes: told.bytes)
    // With namespaces the program is a child of the launcher's making, whose pid must be known.
    guard let report, let layers = report.layers, report.failure == nil, told.isWhole,
      isFallback || report.clonedPid != nil
    else {
      Self.clearAway(launcher: launcher, clone: report?.clonedPid)
      return .failure(report?.failure ?? .noReport)
    }
    for end in [inputEnd.raw, outputEnd.raw, errorEnd.raw] {
      guard fcntl(end, F_SETFL, O_NONBLOCK) == 0 else {
        Self.clearAway(launcher: launcher, clone: report.clonedPid)
        throw ProcessFailure(call: "fcntl", code: errno)
      }
    }
    if report.clonedPid != nil { _ = ProcessHandle.wait(for: launcher, options: 0) }
    return .success(
      ChildProcess(
        process: try ProcessHandle(pid: report.clonedPid ?? launcher),
        layers: layers, fallbackReason: reason, group: group,
        input: inputEnd, output: outputEnd, error: errorEnd))
  }

  /// The policy waits in a pipe before the launcher exists, so nobody ever blocks on it.
  private func blobPipe(
    _ policy: SandboxPolicy, isFallback: Bool, hasNetwork: Bool, hasGroup: Bool
  ) throws(ProcessFailure) -> OwnedDescriptor {
    var flags: SandboxPolicy.BlobFlags = []
    if isFallback { flags.insert(.withoutNamespaces) }
    if geteuid() == 0 { flags.insert(.dropIdentity) }
    if hasNetwork { flags.insert(.sharedNetwork) }
    if hasGroup { flags.insert(.ownControlGroup) }
    if policy.isTrial { flags.insert(.trial) }
    let bytes = policy.encode(flags: flags, parent: getpid())
    let pipe = try ProcessPipe()
    guard write(pipe.writer.raw, bytes, bytes.count) == bytes.count else {
      throw ProcessFailure(call: "write", code: errno)
    }
    return pipe.keepReader()
  }

  /// Everything until the last writer has closed, by exec or by its end; not whole after the
  /// timeout.
  private static func readReport(
    _ end: consuming OwnedDescriptor
  ) -> (bytes: [UInt8], isWhole: Bool) {
    let limit = LaunchReport.recordBytes * LaunchReport.recordLimit
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: limit)
    while true {
      var ready = pollfd(fd: end.raw, events: Int16(POLLIN), revents: 0)
      let answer = poll(&ready, 1, reportTimeoutMilliseconds)
      if answer < 0 && errno == EINTR { continue }
      guard answer == 1 else { return (bytes, false) }
      let count = read(end.raw, &chunk, limit)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0, bytes.count + count <= limit else { return (bytes, false) }
      if count == 0 { return (bytes, true) }
      bytes += chunk[..<count]
    }
  }

  /// Ends what is left of a start that failed.
  private static func clearAway(launcher: Int32, clone: Int32?) {
    for pid in [launcher, clone ?? 0] where pid > 0 {
      kill(pid, SIGKILL)
      _ = ProcessHandle.wait(for: pid, options: 0)
    }
  }
}
