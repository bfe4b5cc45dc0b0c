import Glibc
import Loop
import Synchronization

/// Control groups of version 2, where the machine gives the daemon a subtree of its own
/// (cgroup-v2.rst, "Delegation"): one group a program, with memory and threads bounded together.
///
/// Nothing is done without delegation; `reason` says why, and `doctor` shows it.
final class ControlGroups: Sendable {
  /// What programs are bounded by.
  static let neededControllers = ["memory", "pids"]

  /// The daemon's own group inside its subtree: groups with children may hold no process.
  static let ownName = "madangd"

  /// How the groups of programs begin; the daemon's pid and a number follow.
  private static let groupPrefix = "program"

  /// The weight of a program beside the daemon's 100: under load payments go first.
  static let programWeight = 50

  /// The groups of the process we are.
  static let ofThisProcess = ControlGroups(
    membership: text("/proc/self/cgroup"), mounts: text("/proc/self/mountinfo"),
    needed: neededControllers)

  private enum State {
    case untried(directory: String)
    case ready(directory: String, controllers: [String], lastNumber: Int)
    case refused(String)
  }

  private let needed: [String]
  private let state: Mutex<State>

  /// From the texts of `/proc/self/cgroup` and `/proc/self/mountinfo`.
  init(membership: String, mounts: String, needed: [String]) {
    self.needed = needed
    let found = Self.directory(membership: membership, mounts: mounts)
    let first: State =
      found.map { State.untried(directory: $0) }
      ?? .refused("not delegated: no control groups of version 2")
    state = Mutex(first)
  }

  /// Why programs have no group of their own; nil where they have.
  var reason: String? {
    state.withLock { state in
      prepare(&state)
      if case .refused(let reason) = state { return reason }
      return nil
    }
  }

  /// A group for one program; nil where none is delegated.
  func make(memoryBytes: UInt64, threads: UInt32) -> ControlGroup? {
    let found: (path: String, controllers: [String])? = state.withLock { state in
      prepare(&state)
      guard case .ready(let directory, let controllers, let number) = state else { return nil }
      state = .ready(
        directory: directory, controllers: controllers, lastNumber: number + 1)
      return ("\(directory)/\(Self.groupPrefix)-\(getpid())-\(number + 1)", controllers)
    }
    guard let (path, controllers) = found else { return nil }
    let limits = [
      ("memory.max", String(memoryBytes)), ("memory.swap.max", "0"),
      ("memory.oom.group", "1"), ("pids.max", String(threads)),
      ("cpu.weight", String(Self.programWeight)),
    ]
    return ControlGroup(
      path: path,
      limits: limits.filter { limit in controllers.contains { limit.0.hasPrefix($0 + ".") } })
  }

  /// The directory of our own group: where version 2 is mounted, and our line `0::` below it.
  static func directory(membership: String, mounts: String) -> String? {
    let own = membership.split(separator: "\n").first { $0.hasPrefix("0::/") }?.dropFirst(3)
    let mount = mounts.split(separator: "\n").lazy.compactMap { line -> String? in
      let halves = line.split(separator: " - ", maxSplits: 1)
      let fields = halves[0].split(separator: " ")
      guard halves.count == 2, halves[1].hasPrefix("cgroup2 "), fields.count > 4 else {
        return nil
      }
      return String(fields[4])
    }.first
    guard let own, let mount, !own.contains("/..") else { return nil }
    return own == "/" ? mount : mount + own
  }

  private func prepare(_ state: inout State) {
    guard case .untried(let directory) = state else { return }
    let here = Self.text("\(directory)/cgroup.controllers").split(whereSeparator: \.isWhitespace)
      .map(String.init)
    let controllers = needed.isEmpty ? [] : here.filter { needed.contains($0) || $0 == "cpu" }
    state =
      refusal(directory, controllers).map { .refused("not delegated: \($0)") }
      ?? .ready(directory: directory, controllers: controllers, lastNumber: 0)
  }

  /// Moves ourselves into a group of our own and hands the controllers down; says what stops it.
  private func refusal(_ directory: String, _ controllers: [String]) -> String? {
    if let missing = needed.first(where: { !controllers.contains($0) }) {
      return "\(directory) has no \(missing) controller"
    }
    guard geteuid() != 0 || Self.isGivenToRoot(directory) else {
      return "\(directory) belongs to the system"
    }
    let own = "\(directory)/\(Self.ownName)"
    guard mkdir(own, 0o755) == 0 || errno == EEXIST else { return "mkdir: errno \(errno)" }
    guard Self.write("0", to: "\(own)/cgroup.procs") else { return "move: errno \(errno)" }
    Self.sweep(directory)
    guard !needed.isEmpty else { return nil }
    let down = controllers.map { "+\($0)" }
    guard Self.write(down.joined(separator: " "), to: "\(directory)/cgroup.subtree_control") else {
      return "hand down: errno \(errno)"
    }
    return nil
  }

  /// Removes the groups of daemons that were killed: nobody else would ever do so.
  private static func sweep(_ directory: String) {
    guard let entries = opendir(directory) else { return }
    defer { closedir(entries) }
    while let entry = readdir(entries) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      let parts = name.split(separator: "-")
      guard parts.count == 3, parts[0] == groupPrefix, let pid = pid_t(parts[1]), pid > 0,
        kill(pid, 0) != 0, errno == ESRCH
      else { continue }
      // A group with a process in it stays: the kernel refuses to remove it.
      rmdir("\(directory)/\(name)")
    }
  }

  /// Root may write everywhere; only a marked subtree or a container's root was given to it.
  private static func isGivenToRoot(_ directory: String) -> Bool {
    let isMarked = ProcessLaunch.isDelegated(controlGroup: directory)
    return isMarked || text("/proc/self/cgroup").split(separator: "\n").contains("0::/")
  }

  static func write(_ text: String, to path: String) -> Bool {
    let file = open(path, O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    let owner = OwnedDescriptor(owning: file)
    return Glibc.write(owner.raw, text, text.utf8.count) == text.utf8.count
  }

  private static func text(_ path: String) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    let owner = OwnedDescriptor(owning: file)
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(owner.raw, &chunk, chunk.count)
      guard count > 0, bytes.count < 1 << 20 else { break }
      bytes += chunk[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The group of one program; the directory goes with its last reference.
final class ControlGroup: Sendable {
  /// Where the launcher writes itself into the group.
  let membersDescriptor: Int32
  /// Its directory.
  let path: String

  /// Makes the directory and sets what it bounds; nil where any of it is refused, because a group
  /// without its limits would be shown as a layer it is not.
  init?(path: String, limits: [(String, String)]) {
    self.path = path
    guard mkdir(path, 0o755) == 0 else { return nil }
    // Swap is counted on some machines only.
    let isBounded = limits.allSatisfy { name, value in
      (name == "memory.swap.max" && access("\(path)/\(name)", F_OK) != 0)
        || ControlGroups.write(value, to: "\(path)/\(name)")
    }
    let members = isBounded ? open("\(path)/cgroup.procs", O_WRONLY | O_CLOEXEC) : -1
    guard members >= 0 else {
      rmdir(path)
      return nil
    }
    membersDescriptor = members
  }

  deinit {
    close(membersDescriptor)
    rmdir(path)
  }
}
