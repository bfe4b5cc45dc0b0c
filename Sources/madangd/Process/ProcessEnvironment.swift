import Glibc

/// What the process was started with.
enum ProcessEnvironment {
  /// The arguments without the program's name.
  static var arguments: [String] { Array(CommandLine.arguments.dropFirst()) }

  /// The directory of the running executable: its launcher lies beside it.
  static var directory: String {
    guard let path = realpath("/proc/self/exe", nil) else {
      preconditionFailure("a running program has a file")
    }
    defer { free(path) }
    return String(String(cString: path).reversed().drop { $0 != "/" }.dropFirst().reversed())
  }

  /// The variables the daemon reads.
  static var current: [String: String] {
    let names = [
      "HOME", "LANG", "LC_ALL", "LC_MESSAGES", "MADANG_HOME", "XDG_RUNTIME_DIR", "XDG_STATE_HOME",
    ]
    var values: [String: String] = [:]
    for name in names {
      if let value = getenv(name) { values[name] = String(cString: value) }
    }
    return values
  }
}
