import Glibc
import Loop
import Wire

/// What must be put back whatever ends the process. A signal handler reads it, so it is a plain
/// global: written once before the handlers are installed, only read afterwards.
nonisolated(unsafe) private var savedModes = termios()
/// The writing end of the pipe that wakes the loop after a signal; −1 before it exists.
nonisolated(unsafe) private var wakeDescriptor: Int32 = -1
/// Whether the terminal is ours now.
nonisolated(unsafe) private var isTaken: sig_atomic_t = 0

/// Leaves the alternate screen, bracketed paste and hidden cursor; bytes, for a signal handler.
private let leaveBytes: [UInt8] = Array("\u{1B}[?2004l\u{1B}[?25h\u{1B}[?1049l".utf8)

/// The terminal in raw mode on its alternate screen; one at a time, put back when it goes, and by
/// every signal that ends the process.
final class RawTerminal {
  /// Readable after a signal that the loop must see.
  let wake: OwnedDescriptor

  /// Signals that end the process and first put the terminal back.
  private static let deadly = [
    SIGHUP, SIGQUIT, SIGTERM, SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP,
  ]

  /// Takes the terminal over; fails where standard input is none.
  init() throws(ShellFailure) {
    guard tcgetattr(STDIN_FILENO, &savedModes) == 0 else {
      throw .fault(ShellFault(.noInput, ["path": "a terminal"]))
    }
    do {
      let pipe = try ProcessPipe()
      wakeDescriptor = dup(pipe.writer.raw)
      wake = pipe.keepReader()
    } catch {
      throw .unreachable("\(error.call) failed")
    }
    _ = fcntl(wake.raw, F_SETFL, O_NONBLOCK)
    _ = fcntl(wakeDescriptor, F_SETFL, O_NONBLOCK)
    Self.installHandlers()
    var raw = savedModes
    cfmakeraw(&raw)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw)
    isTaken = 1
    Files.write(
      Array("\u{1B}[?1049h\u{1B}[?2004h\u{1B}[2J".utf8), descriptor: STDOUT_FILENO)
  }

  deinit { restoreTerminal() }

  /// Forgets what was typed before the newest screen could be seen.
  func dropTypeAhead() { tcflush(STDIN_FILENO, TCIFLUSH) }

  /// Empties the wake pipe.
  func takeWake() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(wake.raw, &bytes, bytes.count) > 0 {}
  }

  private static func installHandlers() {
    for number in deadly {
      signal(number) { number in
        restoreTerminal()
        // The default action must still happen, so that the parent sees how it ended.
        signal(number, SIG_DFL)
        raise(number)
      }
    }
    signal(SIGWINCH) { _ in
      var byte: UInt8 = 1
      _ = write(wakeDescriptor, &byte, 1)
    }
  }
}

/// Puts the terminal back; only calls what signal-safety(7) allows.
private func restoreTerminal() {
  guard isTaken != 0 else { return }
  isTaken = 0
  leaveBytes.withUnsafeBytes { bytes in
    _ = write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
  }
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &savedModes)
}
