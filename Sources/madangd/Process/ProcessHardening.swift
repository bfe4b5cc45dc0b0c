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
  }
}
