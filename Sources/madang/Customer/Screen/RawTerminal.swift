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

/// What the bottom row says while an answer is awaited, by how often the alarm has rung; written
/// only while no alarm can ring.
nonisolated(unsafe) private var waitingTexts: [[UInt8]] = []
/// How often the alarm has rung since the last key.
nonisolated(unsafe) private var rings: sig_atomic_t = 0

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
    // A line character and a question where the cursor stands now: how wide is it here?
    let begin = "\u{1B}[?1049h\u{1B}[?2004h\u{1B}[2J\u{1B}[1;1H\(StyledLine.rail)\u{1B}[6n"
    Files.write(Array(begin.utf8), descriptor: STDOUT_FILENO)
  }

  deinit { restoreTerminal() }

  /// Forgets what was typed before the newest screen could be seen.
  func dropTypeAhead() { tcflush(STDIN_FILENO, TCIFLUSH) }

  /// From when on a person is told that an answer is awaited, and how often again, in seconds.
  private static let waitingSeconds = (first: 1, again: 9)

  /// An answer is awaited: after a second the bottom row says so, after ten it says more.
  func beginWaiting(in language: Language) {
    rings = 0
    let texts = [
      Words.pick(language, ko: "보내는 중…", en: "Sending…"),
      Words.pick(
        language, ko: "아직 답이 없습니다. 다시 누르지 않아도 됩니다.",
        en: "Still no answer. There is no need to press again."),
    ]
    waitingTexts = texts.map { Array("\u{1B}[9999;1H\u{1B}[2K\($0)".utf8) }
    Self.ring(after: Self.waitingSeconds.first, again: Self.waitingSeconds.again)
  }

  /// The answer came; true where the bottom row has to be drawn anew.
  func endWaiting() -> Bool {
    Self.ring(after: 0, again: 0)
    return rings > 0
  }

  private static func ring(after first: Int, again: Int) {
    var timer = itimerval(
      it_interval: timeval(tv_sec: again, tv_usec: 0), it_value: timeval(tv_sec: first, tv_usec: 0))
    setitimer(__itimer_which_t(ITIMER_REAL.rawValue), &timer, nil)
  }

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
    signal(SIGALRM) { _ in
      let index = min(Int(rings), waitingTexts.count - 1)
      rings += 1
      guard index >= 0 else { return }
      waitingTexts[index].withUnsafeBytes { bytes in
        _ = write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
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
