import CEscape
import Glibc
import Loop
import Testing

@testable import Host

/// A folder with everything probes attack, and the programs copied where every user reaches them.
struct ProbeWorld {
  let folder: String
  let launcher: String
  let bundle: Bundle
  let secret: String
  let socket: String
  let port: Int32
  let user: UInt32?
  let launch: SandboxLaunch

  static let program = "sandbox-probe"

  /// `user`: the ordinary user who owns this world, or `nil` for the test's own.
  init(user: UInt32?) throws {
    self.user = user
    var template = Array("/tmp/madang-escape-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    chmod(folder, 0o755)
    launcher = "\(folder)/sandbox-launcher"
    try Self.copy(Self.built("sandbox-launcher"), to: launcher)
    launch = SandboxLaunch(launcherPath: launcher)
    let store = try BundleStore(directory: "\(folder)/bundles")
    bundle = try store.add(Self.built(Self.program))
    secret = "\(folder)/bundles/secret"
    try Self.write("secret", to: secret)
    for name in ["outside", "open"] { mkdir("\(folder)/\(name)", 0o777) }
    chmod("\(folder)/open", 0o777)
    try Self.copy(Self.built(Self.program), to: "\(folder)/outside/\(Self.program)")
    if let user {
      for name in ["outside", "outside/\(Self.program)", "bundles/secret"] {
        chown("\(folder)/\(name)", user, user)
      }
    }
    socket = "\(folder)/socket"
    port = escape_listen(socket)
    try #require(port > 0)
  }

  func remove() { BundleTree.remove(folder, in: AT_FDCWD) }

  /// Programs lie beside the test bundle.
  static func built(_ name: String) -> String {
    var path = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &path, path.count)
    let bytes = path[..<max(0, count)].map { UInt8(bitPattern: $0) }
    let own = String(decoding: bytes, as: UTF8.self)
    return own.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/\(name)"
  }

  /// The probe in Python, executable for everybody.
  func copyScript(to path: String) throws {
    let probes = #filePath.split(separator: "/").dropLast(2).reduce("") { "\($0)/\($1)" }
    try Self.copy("\(probes)/Probes/python-probe.py", to: path)
  }

  private static func copy(_ source: String, to path: String) throws {
    let from = open(source, O_RDONLY | O_CLOEXEC)
    try #require(from >= 0, "\(source) is not built")
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o755)
    _ = try BundleTree.pour(
      from, into: file, length: Int(lseek(from, 0, SEEK_END) + lseek(from, 0, SEEK_SET)),
      path: path)
    close(from)
    close(file)
    chmod(path, 0o755)
  }

  private static func write(_ text: String, to path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
    try #require(file >= 0)
    _ = Glibc.write(file, text, text.utf8.count)
    close(file)
    chmod(path, 0o644)
  }

  func order(_ probe: String, isInside: Bool, hasRoot: Bool, victim: Int32) -> String {
    let place = hasRoot ? "/data" : isInside ? "\(folder)/open" : "\(folder)/outside"
    let program = hasRoot ? "/app" : isInside ? bundle.directory : "\(folder)/outside"
    return "\(probe) \(place) \(secret) \(program)/\(Self.program) \(victim) \(port) \(socket)"
  }

  /// The probe under another runtime's filter, beside the libraries that it would see.
  func policy(
    _ mode: SandboxPolicy.Mode, runtime: SandboxPolicy.Runtime
  ) throws -> SandboxPolicy {
    var policy = policy(mode)
    policy.runtime = runtime
    policy.libraries = try SystemRuntime.libraries(
      for: ProgramEntry(path: Self.program, runtime: runtime))
    return policy
  }

  func policy(_ mode: SandboxPolicy.Mode, slot: Int = 0) -> SandboxPolicy {
    var policy = SandboxPolicy(bundleDirectory: bundle.directory, entry: Self.program)
    policy.user = SandboxPolicy.programUser(slot: slot)
    policy.mode = mode
    policy.limits.memoryMB = 128
    policy.limits.cpuSeconds = 1
    policy.limits.dataBytes = 4 << 20
    return policy
  }
}
