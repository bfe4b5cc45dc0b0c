/// Everything the launcher must know to start one program; plain data.
package struct SandboxPolicy: Equatable, Sendable {
  /// Which layers are asked for.
  package enum Mode: Equatable, Sendable {
    /// Every layer; landlock and seccomp alone where the kernel refuses user namespaces.
    case automatic

    /// Every layer, or no start.
    case full

    /// Landlock and seccomp without namespaces, as on a machine that refuses them.
    case fallback
  }

  /// How the entry file becomes a running program.
  package enum Runtime: UInt32, Sendable {
    /// The entry is a static executable and needs no file of the system.
    case `static` = 0
  }

  /// The longest path of a bundle in bytes, the kernel's PATH_MAX with its end.
  package static let bundlePathLimit = 4095

  /// The longest entry path in bytes.
  package static let entryPathLimit = 255

  /// User ids for programs of a root daemon start here: above people and system ranges, below 2^31.
  package static let firstProgramUser: UInt32 = 0x6D61_0000

  /// How many programs of a root daemon can run under different users at once.
  package static let programUserCount: UInt32 = 0x1_0000

  /// Absolute path of the bundle folder; seen as `/app` inside.
  package var bundleDirectory: String

  /// The executable, relative to the bundle.
  package var entry: String

  /// How the entry runs.
  package var runtime = Runtime.static

  /// What it may use.
  package var limits = SandboxLimits()

  /// The uid and gid of this program alone; needed when the daemon is root, else unused.
  package var user: UInt32?

  /// Which layers are asked for.
  package var mode = Mode.automatic

  /// A policy with the recipe's limits.
  package init(bundleDirectory: String, entry: String) {
    self.bundleDirectory = bundleDirectory
    self.entry = entry
  }

  /// The user for the `slot`-th running program of a root daemon.
  package static func programUser(slot: Int) -> UInt32 {
    precondition(slot >= 0 && slot < Int(programUserCount), "a slot per running program")
    return firstProgramUser + UInt32(slot)
  }
}
