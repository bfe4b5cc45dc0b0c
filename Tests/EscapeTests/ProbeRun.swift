import Glibc
import Host
import Loop

/// What came of one probe.
enum ProbeAnswer: Equatable, CustomStringConvertible {
  case open
  case blocked(String)
  case killed(signal: Int32)
  case silent(String)

  var isBlocked: Bool {
    switch self {
    case .blocked, .killed: true
    case .open, .silent: false
    }
  }

  var description: String {
    switch self {
    case .open: "OPEN"
    case .blocked(let reason): reason
    case .killed(let signal): "signal \(signal)"
    case .silent(let why): "?\(why)"
    }
  }

  init(output: String, exit: ProcessExit) {
    let words = output.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
    switch (words.first, exit) {
    case ("open", _): self = .open
    case ("blocked", _): self = .blocked(words.dropFirst().first ?? "?")
    case (_, .signalled(let number)): self = .killed(signal: number)
    default: self = .silent("\(output) \(exit)")
    }
  }
}

/// One process at the other end of three pipes, in a sandbox or not.
final class ProbeProcess {
  /// A probe that has not ended by then hangs; far above the slowest (two seconds of processor).
  static let deadlineMilliseconds: Int32 = 20_000

  private var input: Int32
  private let output: Int32
  private let error: Int32
  let process: ProcessHandle

  init(_ child: ChildProcess) {
    process = child.process
    input = child.takeStandardInput()?.release() ?? -1
    output = child.takeStandardOutput()?.release() ?? -1
    error = child.takeStandardError()?.release() ?? -1
  }

  /// The control: the same program, plain.
  init(unboxed path: String) throws {
    let input = try ProcessPipe()
    let output = try ProcessPipe()
    let error = try ProcessPipe()
    // One descriptor too many, so that the leak probe has something to find.
    let slots = [input.reader.raw, output.writer.raw, error.writer.raw, output.writer.raw]
    process = try ProcessHandle(pid: ProcessLaunch.launch(path: path, slots: slots))
    self.input = input.keepWriter().release()
    self.output = output.keepReader().release()
    self.error = error.keepReader().release()
  }

  deinit {
    closeInput()
    close(output)
    close(error)
  }

  func send(_ line: String) {
    let bytes = Array(line.utf8) + [UInt8(ascii: "\n")]
    _ = write(input, bytes, bytes.count)
  }

  func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  /// Reads until a newline or the end.
  func readLine() -> String {
    var text: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while !text.contains(UInt8(ascii: "\n")) {
      var ready = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      guard poll(&ready, 1, Self.deadlineMilliseconds) == 1 else { break }
      let count = read(output, &chunk, chunk.count)
      if count <= 0 { break }
      text += chunk[..<count]
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Sends the order, reads the answer, waits for the end.
  func answer(to line: String) -> ProbeAnswer {
    send(line)
    let output = readLine()
    closeInput()
    if output.isEmpty {
      var ended = pollfd(fd: process.pidDescriptor, events: Int16(POLLIN), revents: 0)
      _ = poll(&ended, 1, Self.deadlineMilliseconds)
    }
    process.kill()
    return ProbeAnswer(output: output, exit: process.waitForExit())
  }
}
