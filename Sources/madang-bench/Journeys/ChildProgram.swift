import Glibc
import Loop

/// A program started beside this one, with one pipe from it.
final class ChildProgram {
  /// The most bytes of the first line that are kept.
  private static let lineByteLimit = 65_536

  let pid: pid_t
  /// When it was started, on the clock of `Timings`.
  let startedAt: UInt64
  private let reader: OwnedDescriptor
  private var isEnded = false

  /// Starts a program of the build folder; its `descriptor` is the pipe, its error output goes
  /// into the file `log`.
  convenience init(
    _ name: String, _ arguments: [String], pipeAs descriptor: Int32, log: String
  ) throws(BenchmarkError) {
    try self.init(
      path: "\(try Baseline.directory())/\(name)", arguments, pipeAs: descriptor, log: log)
  }

  /// Starts the program at a path.
  init(
    path: String, _ arguments: [String], pipeAs descriptor: Int32, log: String
  ) throws(BenchmarkError) {
    guard access(path, X_OK) == 0 else { throw .unavailable("\(path) is not there") }
    let pipe: ProcessPipe
    do {
      pipe = try ProcessPipe()
    } catch { throw .unavailable("no pipe: \(error)") }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    if descriptor != 1 { posix_spawn_file_actions_adddup2(&actions, 2, 1) }
    posix_spawn_file_actions_adddup2(&actions, pipe.writer.raw, descriptor)
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var pid: pid_t = 0
    startedAt = Timings.now()
    let status = posix_spawn(&pid, path, &actions, nil, &words, environ)
    // Our copy of the writing end must go, or the end of the program would never be seen.
    reader = pipe.keepReader()
    self.pid = pid
    guard status == 0 else { throw .unavailable("\(path) cannot be started") }
  }

  /// Waits for the first line; gives the nanoseconds from the start to it.
  func firstLine() throws(BenchmarkError) -> UInt64 {
    var bytes = [UInt8](repeating: 0, count: Self.lineByteLimit)
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        read(reader.raw, $0.baseAddress.map { $0 + filled }, $0.count - filled)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      filled += count
      if bytes[..<filled].contains(UInt8(ascii: "\n")) { return Timings.now() - startedAt }
    }
    throw .unavailable("process \(pid) ended without a line")
  }

  /// Waits for its end; the exit code, or 128 and the signal.
  func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    isEnded = true
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }

  /// Sends a signal to it, unless it has ended.
  func signal(_ number: Int32) { if !isEnded { kill(pid, number) } }
}
