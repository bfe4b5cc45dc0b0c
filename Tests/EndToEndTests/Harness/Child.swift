import CEndToEnd
import Glibc
import JSONRPC
import Loop

/// A process of a test: started with pipes or a terminal, and never left behind.
final class Child {
  /// What a process reads from and writes to.
  enum Wiring {
    /// Standard input and output through pipes.
    case pipes
    /// Standard input, output and errors on a terminal of its own.
    case terminal
    /// Descriptor 3 is a pipe that tells readiness; nothing is read or written otherwise.
    case readiness
  }

  /// How long anything is waited for; far longer than anything takes on a loaded machine.
  static let patienceMilliseconds: Int64 = 120_000

  let handle: ProcessHandle
  /// Where the test writes, or −1.
  private(set) var input: Int32
  /// Where the test reads, or −1.
  let output: Int32
  private var splitter = FrameSplitter(byteLimit: 1 << 22)

  init(
    _ path: String, _ arguments: [String], environment: [String: String], errors: Int32,
    wiring: Wiring = .pipes
  ) throws {
    var theirs: [Int32] = [-1, -1, errors, -1]
    var ours: [Int32] = [-1, -1]
    switch wiring {
    case .pipes:
      (theirs[0], ours[0]) = try Self.pipe()
      (ours[1], theirs[1]) = try Self.pipe()
    case .readiness: (ours[1], theirs[3]) = try Self.pipe()
    case .terminal:
      guard e2e_open_terminal(&ours[0], &theirs[0]) == 0 else {
        throw TestFault("no terminal can be opened")
      }
      (theirs[1], theirs[2], ours[1]) = (theirs[0], theirs[0], ours[0])
    }
    (input, output) = (ours[0], ours[1])
    var pid: pid_t = 0
    let error = Self.spawn([path] + arguments, environment, theirs, wiring == .terminal, &pid)
    for descriptor in Set(theirs) where descriptor >= 0 && descriptor != errors {
      close(descriptor)
    }
    guard error == 0 else {
      throw TestFault("\(path): \(String(cString: strerror(error)))")
    }
    handle = try ProcessHandle(pid: pid)
    // A reader that has gone is an error to see, not the end of the tests.
    signal(SIGPIPE, SIG_IGN)
  }

  deinit {
    handle.kill()
    closeInput()
    if output >= 0 { close(output) }
  }

  /// A pipe: the end that reads and the end that writes.
  private static func pipe() throws -> (Int32, Int32) {
    let pipe = try ProcessPipe()
    let writer = fcntl(pipe.writer.raw, F_DUPFD_CLOEXEC, 64)
    let reader = fcntl(pipe.reader.raw, F_DUPFD_CLOEXEC, 64)
    guard writer >= 0, reader >= 0 else { throw TestFault("no descriptor is left") }
    return (reader, writer)
  }

  private static func spawn(
    _ words: [String], _ environment: [String: String], _ descriptors: [Int32],
    _ isSession: Bool, _ pid: inout pid_t
  ) -> Int32 {
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] =
      environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in arguments + variables { free(word) } }
    return e2e_spawn(words[0], &arguments, &variables, descriptors, isSession ? 1 : 0, &pid)
  }

  /// Ends the standard input of the process.
  func closeInput() {
    if input >= 0, input != output { close(input) }
    input = -1
  }

  /// Writes all bytes.
  func write(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(input, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else {
        throw TestFault("writing failed: \(String(cString: strerror(errno)))")
      }
      rest = rest.dropFirst(max(0, count))
    }
  }

  /// The next bytes; empty at the end, a fault where none come in time.
  func read(patience: Int64 = Child.patienceMilliseconds) throws -> [UInt8] {
    guard Self.isReadable(output, milliseconds: patience) else {
      throw TestFault("nothing was written for \(patience) ms")
    }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = Glibc.read(output, &chunk, chunk.count)
    // A terminal whose process has ended says EIO.
    return count > 0 ? Array(chunk[..<count]) : []
  }

  /// The next line; nil at the end of the output.
  func line() throws -> [UInt8]? {
    while true {
      if let line = try splitter.next() { return line }
      let bytes = try read()
      guard !bytes.isEmpty else { return nil }
      splitter.append(bytes)
    }
  }

  /// Everything that is still written.
  func rest() throws -> [UInt8] {
    var all: [UInt8] = []
    while true {
      let bytes = try read()
      guard !bytes.isEmpty else { return all }
      all += bytes
    }
  }

  /// Waits for the end of the process; a fault where it does not come.
  func waitForExit() throws -> ProcessExit {
    guard Self.isReadable(handle.pidDescriptor, milliseconds: Self.patienceMilliseconds) else {
      handle.kill()
      throw TestFault("process \(handle.pid) did not end")
    }
    return handle.waitForExit()
  }

  /// Whether a descriptor becomes readable in time.
  static func isReadable(_ descriptor: Int32, milliseconds: Int64) -> Bool {
    let deadline = MonotonicTime.now + milliseconds
    while true {
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let left = max(0, deadline - MonotonicTime.now)
      let ready = poll(&entry, 1, Int32(clamping: left))
      if ready > 0 { return true }
      if ready == 0 || errno != EINTR { return false }
    }
  }
}
