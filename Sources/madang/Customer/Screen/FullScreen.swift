import Glibc
import JSONRPC
import Loop
import Wire

/// The shell on a whole terminal: waits for keys, the daemon and the terminal's size, and draws.
final class FullScreen {
  private let engine: Engine
  private let terminal: RawTerminal
  private var width = CellWidth()
  private var model = ScreenModel()
  private var decoder = KeyDecoder()
  private var frame: ScreenFrame?
  private var sealWord: String?

  /// Runs until the person quits; `begin` opens what was asked for.
  static func run(
    _ engine: Engine, _ invocation: Invocation, begin: () throws(ShellFailure) -> Void
  ) throws(ShellFailure) -> ExitCode {
    // Failures before the first screen belong on the ordinary terminal.
    try engine.goHome()
    try begin()
    return FullScreen(engine, try RawTerminal()).loop()
  }

  private init(_ engine: Engine, _ terminal: RawTerminal) {
    self.engine = engine
    self.terminal = terminal
  }

  private func loop() -> ExitCode {
    while true {
      draw()
      switch wait() {
      case .keys(let keys):
        for key in keys where !handle(key) { return .done }
      case .daemon:
        engine.drain()
        engine.refreshIfStale()
      case .resized:
        terminal.takeWake()
        frame = nil
      case .ended: return .done
      }
    }
  }

  private enum Happening {
    case keys([Key])
    case daemon
    case resized
    case ended
  }

  private func wait() -> Happening {
    while true {
      var entries = [
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
        pollfd(fd: terminal.wake.raw, events: Int16(POLLIN), revents: 0),
        pollfd(fd: engine.link.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
      ]
      let patience = decoder.isWaiting ? Int32(KeyDecoder.escapeMilliseconds) : -1
      let ready = poll(&entries, nfds_t(entries.count), patience)
      if ready < 0, errno != EINTR { return .ended }
      if ready == 0 { return .keys(decoder.flush()) }
      if entries[1].revents != 0 { return .resized }
      if entries[0].revents & Int16(POLLIN) != 0 {
        var bytes = [UInt8](repeating: 0, count: 1024)
        let count = read(STDIN_FILENO, &bytes, bytes.count)
        if count <= 0 { return .ended }
        return .keys(decoder.feed(Array(bytes[..<count])))
      }
      if entries[0].revents != 0 { return .ended }
      if entries[2].revents != 0 { return .daemon }
    }
  }

  /// Does what a key means; false ends the shell.
  private func handle(_ key: Key) -> Bool {
    if case .cursor(let column) = key {
      width.ambiguousCells = column > 2 ? 2 : 1
      frame = nil
      draw()
      return true
    }
    let shown = model.narrowed(engine.screen)
    guard let command = model.press(key, on: shown, at: .now) else { return true }
    if command == .quit { return false }
    let before = engine.place
    terminal.beginWaiting(in: engine.language)
    do throws(ShellFailure) {
      try perform(command)
    } catch {
      engine.say(.error, error.lines(in: engine.language))
    }
    if terminal.endWaiting() { frame = nil }
    // What was typed ahead was meant for the screen before, never for a sheet.
    switch engine.place {
    case .sheet, .consent, .mandate, .code, .question, .proposal:
      if before != engine.place { terminal.dropTypeAhead() }
    default: break
    }
    draw()
    return true
  }

  private func perform(_ command: ScreenModel.Command) throws(ShellFailure) {
    switch command {
    case .tap(let id): try engine.tap(id)
    case .fill(let id, let text): try engine.fill(id, .string(text))
    case .approve: try engine.approve()
    case .approveWithPIN(let pin): try engine.approve(pin: pin)
    case .decline: try engine.decline()
    case .back: try engine.back()
    case .scan(let text): _ = try engine.open(code: text)
    case .tooEarly: throw .fault(ShellFault(.tooEarly))
    case .redraw, .quit: break
    }
  }

  /// The person's word, read once; without it the sheet is drawn all the same.
  private func ownWord() -> String? {
    if let sealWord { return sealWord }
    do throws(ShellFailure) {
      sealWord = try engine.link.call(PinShowMethod.self, .init()).sealWord
    } catch {
      engine.say(.warning, error.lines(in: engine.language))
    }
    return sealWord
  }

  private func draw() {
    let size = Terminal.size()
    var screen = engine.screen
    switch screen.place {
    case .sheet: screen.sealWord = ownWord()
    case .code(let request) where request.needsPIN: screen.sealWord = ownWord()
    default: break
    }
    model.show(screen, at: .now)
    let next = ScreenFrame.compose(
      model.narrowed(screen), model: &model,
      capabilities: Capabilities(.tty, columns: size.columns, width: width), rows: size.rows)
    Files.write(next.update(from: frame), descriptor: STDOUT_FILENO)
    frame = next
  }
}
