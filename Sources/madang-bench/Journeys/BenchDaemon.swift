import Glibc
import JSONRPC
import Wire

/// A real daemon on a home of its own, for one journey.
final class BenchDaemon {
  /// Where the daemon finds the pipe it tells its readiness through.
  private static let readyDescriptor: Int32 = 3
  /// How often the daemon is asked whether everything it owes is delivered.
  private static let quietTries = 20_000

  let home: String
  /// Nanoseconds from its start to its readiness.
  let readyNanoseconds: UInt64
  private let child: ChildProgram

  /// Starts `madangd serve` on a home and waits until it is ready.
  init(home: String, options: [String] = []) throws(BenchmarkError) {
    self.home = home
    let words = ["serve", "--home", home, "--ready-fd", "\(Self.readyDescriptor)"] + options
    child = try ChildProgram(
      "madangd", words, pipeAs: Self.readyDescriptor, log: home + ".log")
    readyNanoseconds = try child.firstLine()
  }

  /// Its process.
  var pid: pid_t { child.pid }

  /// Stops it orderly.
  func stop() throws(BenchmarkError) {
    child.signal(SIGTERM)
    let code = child.wait()
    guard code == 0 else { throw .unavailable("the daemon ended with \(code), see \(home).log") }
  }

  deinit { child.signal(SIGKILL) }

  /// Processor time it has used so far, in nanoseconds; what others do on the machine is no part
  /// of it.
  var processorNanoseconds: UInt64 {
    var clock = clockid_t()
    var time = timespec()
    guard clock_getcpuclockid(child.pid, &clock) == 0, clock_gettime(clock, &time) == 0 else {
      return 0
    }
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// A connection to its socket that has not said hello.
  func connect() throws -> RPCClient {
    RPCClient(try UnixSocketTransport(path: home + "/madangd.sock"))
  }

  /// A connection of its operator.
  func connectOperator() throws -> BenchClient {
    guard let file = fopen(home + "/operator.token", "r") else {
      throw BenchmarkError.unavailable("\(home)/operator.token")
    }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = fread(&bytes, 1, bytes.count, file)
    let token = String(decoding: bytes[..<count].prefix { $0 > UInt8(ascii: " ") }, as: UTF8.self)
    return try BenchClient(operatorToken: token, of: self)
  }

  /// The daemon's state once it owes no program a call any more.
  func whenQuiet(_ operator: BenchClient) throws -> DaemonStatus {
    for _ in 0..<Self.quietTries {
      let status = try `operator`.call(AdminStatusMethod.self, .init())
      if status.outbox == 0 { return status }
    }
    throw BenchmarkError.unavailable("the daemon never became quiet")
  }
}
