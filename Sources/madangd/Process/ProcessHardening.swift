import Glibc
import Loop

/// What the daemon takes from itself before it opens anything: it holds keys and money.
enum ProcessHardening {
  /// Files for our user only, no core file, no debugger of the same user.
  static func apply() {
    umask(0o077)
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    let core = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    precondition(core == 0, "a limit can always be lowered")
    ProcessDump.forbid()
    raiseDescriptorLimit()
  }

  /// What its few threads share (wallet.md, Storage).
  static func tuneMemory() { ProcessMemory.useOneArena() }

  /// The most descriptors the daemon asks for: its connections and three a program, with room.
  static let descriptorLimit: rlim_t = 20_000
  /// The part of its descriptors that connections may take: the rest is for programs, which need
  /// four each, and for files.
  private static let connectionShare = (part: 3, of: 4)

  /// The most connections at once: what the listener takes, as far as the machine has room.
  static var connectionLimit: Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
      return UnixListener.connectionLimit
    }
    let descriptors = Int(min(limit.rlim_cur, descriptorLimit))
    let room = descriptors / connectionShare.of * connectionShare.part
    return max(1, min(UnixListener.connectionLimit, room))
  }

  /// Usual soft limits (1024) are a tenth of the shells there may be.
  private static func raiseDescriptorLimit() {
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0, limit.rlim_cur < descriptorLimit else { return }
    limit.rlim_cur = min(limit.rlim_max, descriptorLimit)
    let raised = setrlimit(resource, &limit)
    precondition(raised == 0, "a limit can be raised up to its hard limit")
  }
}
