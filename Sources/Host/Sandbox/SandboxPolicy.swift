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
    /// The entry is an executable that is linked with the system's libraries.
    case dynamic = 1
    /// The entry is read by the shell; it cannot start other programs.
    case shell = 2
    /// The entry is read by Python.
    case python3 = 3

    /// Address space for what the runtime itself maps, in MiB: libraries, and the stacks of the
    /// threads that an event loop keeps.
    package var ownMemoryMB: UInt32 {
      switch self {
      case .static: 0
      case .dynamic, .shell: 32
      case .python3: 320
      }
    }
  }

  /// A path of the system that is visible inside, read-only.
  package enum Library: Equatable, Hashable, Sendable {
    /// A folder of libraries: read and mapped, never started.
    case folder(String)
    /// The loader or an interpreter: one file that may be started too.
    case executable(String)

    /// Absolute and free of links.
    package var path: String {
      switch self {
      case .folder(let path), .executable(let path): path
      }
    }

    /// As the launcher reads it.
    var text: String {
      switch self {
      case .folder(let path): "r" + path
      case .executable(let path): "x" + path
      }
    }
  }

  /// The longest path of a bundle in bytes, the kernel's PATH_MAX with its end.
  package static let bundlePathLimit = 4095

  /// The longest entry path in bytes.
  package static let entryPathLimit = 255

  /// The longest path of an interpreter in bytes.
  package static let interpreterPathLimit = 255

  /// How many paths of the system one program may see.
  package static let libraryLimit = 16

  /// The bytes of all those paths.
  package static let librariesByteLimit = 4095

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

  /// What reads the entry, absolute and free of links; nil where the entry runs by itself.
  package var interpreter: String?

  /// What it sees of the system; nothing for a static program.
  package var libraries: [Library] = []

  /// What it may use.
  package var limits = SandboxLimits()

  /// The uid and gid of this program alone; needed when the daemon is root, else unused.
  package var user: UInt32?

  /// Which layers are asked for.
  package var mode = Mode.automatic

  /// Whether every step is done and then nothing is started.
  var isTrial = false

  /// Everything the program may keep in memory, its `/data` included, in bytes.
  var memoryBytes: UInt64 {
    UInt64(limits.memoryMB + runtime.ownMemoryMB) << 20 + limits.dataBytes
  }

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
