import Glibc
import JSONRPC

/// The data directory of one world (architecture.md, Files on disk), as the shell sees it.
struct DataHome: Hashable {
  /// The absolute path.
  let path: String

  /// The home that is meant: the option, then `MADANG_HOME`, then the XDG state directory.
  init(option: String?, environment: (String) -> String? = Self.environment) {
    let chosen =
      option ?? environment("MADANG_HOME").flatMap { $0.isEmpty ? nil : $0 }
      ?? environment("XDG_STATE_HOME").flatMap { $0.hasPrefix("/") ? $0 + "/madang" : nil }
      ?? (environment("HOME") ?? "") + "/.local/state/madang"
    path = Files.absolute(chosen)
  }

  /// The socket the daemon listens on: in the home, or where its path did not fit, as `socket`
  /// says.
  var socketPath: String {
    let inside = path + "/madangd.sock"
    if inside.utf8.count <= UnixSocketTransport.pathByteLimit { return inside }
    let told = Files.read(path + "/socket", limit: 4096).map { String(decoding: $0, as: UTF8.self) }
    return told.map { String($0.prefix { $0 != "\n" }) } ?? inside
  }

  /// What the daemon writes while it has no reader.
  var logPath: String { path + "/daemon.log" }

  /// The operator's credential.
  var operatorToken: String? {
    Files.read(path + "/operator.token", limit: 4096).map {
      String(String(decoding: $0, as: UTF8.self).prefix { !$0.isWhitespace })
    }
  }

  /// Where a person's shell keeps what is theirs.
  func shellPath(of person: String) -> String { path + "/shell/" + person }

  /// Makes the directory and its parents, closed to everybody else.
  func create() throws(ShellFailure) { try Files.createDirectories(path, mode: 0o700) }

  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
