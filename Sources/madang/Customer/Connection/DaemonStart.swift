import Glibc
import JSONRPC
import Loop

/// Starts a daemon on a home and waits until it is ready.
enum DaemonStart {
  /// The descriptor under which the daemon finds the pipe it tells its readiness through.
  static let readyDescriptor: Int32 = 3
  /// How long a daemon may take to become ready, in milliseconds.
  static let readyLimitMilliseconds: Int64 = 15_000
  /// How long to wait between two tries to connect where nobody tells readiness, in milliseconds.
  static let retryMilliseconds: Int32 = 20

  /// `POSIX_SPAWN_SETSID` of glibc's spawn.h, which Swift's Glibc does not show.
  static let setsidFlag: Int16 = 0x80

  /// Starts `madangd serve` apart from this process; returns its pid.
  static func start(
    _ home: DataHome, virtualClock: Bool = false
  ) throws(ShellFailure) -> pid_t {
    let program = Files.executableDirectory + "/madangd"
    guard access(program, X_OK) == 0 else { throw .unreachable("\(program) is missing") }
    try home.create()
    let pipe: ProcessPipe
    do {
      pipe = try ProcessPipe()
    } catch {
      throw .unreachable("\(error.call) failed: \(error.code)")
    }
    var arguments = [program, "serve", "--home", home.path, "--ready-fd", "\(readyDescriptor)"]
    if virtualClock { arguments.append("--virtual-clock") }
    let pid = spawn(program, arguments, log: home.logPath, ready: pipe.writer.raw)
    // Our copy of the writing end must go, or the end of the daemon would never be seen.
    let reader = pipe.keepReader()
    guard let pid else { throw .unreachable("\(program) cannot be started") }
    awaitReady(reader.raw)
    return pid
  }

  /// Connects, starting a daemon where none answers; bounded in time.
  static func connect(
    _ home: DataHome, mayStart: Bool = true, virtualClock: Bool = false
  ) throws(ShellFailure) -> UnixSocketTransport {
    if let transport = attempt(home) { return transport }
    guard mayStart else { throw .unreachable("nothing listens on \(home.socketPath)") }
    _ = try start(home, virtualClock: virtualClock)
    let limit = MonotonicTime.now + readyLimitMilliseconds
    while MonotonicTime.now < limit {
      if let transport = attempt(home) { return transport }
      // Another shell's daemon may hold the directory and be about to listen.
      poll(nil, 0, retryMilliseconds)
    }
    throw .unreachable("the daemon did not start, see \(home.logPath)")
  }

  /// Whether a daemon listens there now.
  static func answers(_ home: DataHome) -> Bool { attempt(home) != nil }

  private static func attempt(_ home: DataHome) -> UnixSocketTransport? {
    do { return try UnixSocketTransport(path: home.socketPath) } catch { return nil }
  }

  /// Returns once the daemon said a byte, ended, or took too long; connecting tells which.
  private static func awaitReady(_ descriptor: Int32) {
    let limit = MonotonicTime.now + readyLimitMilliseconds
    while true {
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let left = max(0, limit - MonotonicTime.now)
      if poll(&entry, 1, Int32(clamping: left)) >= 0 || errno != EINTR { return }
    }
  }

  private static func spawn(
    _ program: String, _ arguments: [String], log: String, ready: Int32
  ) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    posix_spawn_file_actions_adddup2(&actions, ready, readyDescriptor)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A session of its own: closing this terminal must not end the daemon.
    posix_spawnattr_setflags(&attributes, setsidFlag)
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var pid: pid_t = 0
    guard posix_spawn(&pid, program, &actions, &attributes, &words, environ) == 0 else {
      return nil
    }
    return pid
  }
}
