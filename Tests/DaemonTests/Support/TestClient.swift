import Crypto
import Glibc
import JSONRPC
import TestSupport
import Wire

@testable import madangd

/// A raw client of a daemon's socket: lines in, lines out.
final class TestClient {
  /// How long an answer may take before a test fails, in milliseconds.
  static let patienceMilliseconds = 10_000

  let descriptor: Int32
  private let transport: UnixSocketTransport
  private var lastID: Int64 = 0

  init(_ daemon: TestDaemon) throws {
    transport = try UnixSocketTransport(path: daemon.socketPath)
    descriptor = transport.descriptor
  }

  /// Connected and known as the person of a token.
  static func known(_ daemon: TestDaemon, _ name: String = "a") throws -> TestClient {
    let client = try TestClient(daemon)
    _ = try client.ask("hello", ["protocol": 1, "device": .string("tok_\(name)")])
    return client
  }

  /// Connected as the operator.
  static func `operator`(_ daemon: TestDaemon) throws -> TestClient {
    let client = try TestClient(daemon)
    let token = try PrivateFile.readLine("\(daemon.directory.path)/operator.token")
    _ = try client.ask("hello", ["protocol": 1, "operator": .string(token ?? "")])
    return client
  }

  /// Sends bytes as they are.
  func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  func send(_ text: String) { send(Array(text.utf8)) }

  /// Sends a request without waiting; tells its id.
  @discardableResult
  func start(_ method: String, _ params: JSONObject = [:]) -> Int64 {
    lastID += 1
    send(Message.request(id: .integer(lastID), method: method, params: params).line)
    return lastID
  }

  /// The next message: what the answer says in one word, as `words` does.
  func next() throws -> Received {
    try transport.receive(timeoutMilliseconds: Self.patienceMilliseconds)
  }

  /// The result, or the refusal in one word.
  func ask(_ method: String, _ params: JSONObject = [:]) throws -> Answer {
    let id = start(method, params)
    while true {
      switch try next() {
      case .message(.response(.integer(id), let result)): return .result(result)
      case .message(.errorResponse(.integer(id), let error)): return .error(error)
      case .message: continue
      case .closed: return .closed
      case .timedOut: return .silent
      }
    }
  }

  enum Answer: Equatable {
    case result(JSON)
    case error(RPCError)
    case closed
    case silent

    /// `ok`, a code of ours, JSON-RPC's number, `closed` or `silent`.
    var word: String {
      switch self {
      case .result: "ok"
      case .error(let error): error.data?["code"]?.string ?? String(error.code)
      case .closed: "closed"
      case .silent: "silent"
      }
    }

    var result: JSON? {
      if case .result(let result) = self { return result }
      return nil
    }
  }
}
