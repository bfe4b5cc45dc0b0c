/// How a daemon was asked to run.
struct DaemonSetting: Equatable, Sendable {
  /// The home as it was given.
  var home: String
  /// Whether world time is moved by `admin.clock` only.
  var hasVirtualClock = false
  /// Whether `hello` takes test tokens.
  var takesTestTokens = false
  /// A descriptor that gets `ready` once requests are served.
  var readyDescriptor: Int32?
  /// How the log's lines are written.
  var logFormat = Log.Format.text

  /// The program's version.
  static let version = "0.1.0"
}
