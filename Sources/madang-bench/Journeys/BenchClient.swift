import Crypto
import JSONRPC
import Wire

/// Somebody who talks to the daemon: the blocking client after its hello.
final class BenchClient {
  private let rpc: RPCClient
  private let keyPrefix: String
  private var lastKey = 0
  /// Requests sent since the hello.
  private(set) var requestCount = 0
  /// What was asked last.
  private(set) var lastParams = JSONObject()

  /// A person with a new device.
  init(personOf daemon: BenchDaemon) throws {
    var random = SystemRandom()
    let key = try SigningKey(seed: random.bytes(SigningKey.seedByteCount))
    rpc = try daemon.connect()
    keyPrefix = "bench-" + Hex.encode(random.bytes(8))
    let hello = try call(
      HelloMethod.self,
      .init(protocol: 1, device: Hex.encode(key.publicKey.bytes), lang: .english))
    let message = HelloProveMethod.signedBytes(
      daemon: hello.daemon, challenge: hello.challenge ?? "")
    _ = try call(HelloProveMethod.self, .init(signature: Hex.encode(key.sign(message))))
    requestCount = 0
  }

  /// The operator.
  init(operatorToken: String, of daemon: BenchDaemon) throws {
    rpc = try daemon.connect()
    keyPrefix = "bench-operator"
    _ = try call(HelloMethod.self, .init(protocol: 1, operator: operatorToken, lang: .english))
    requestCount = 0
  }

  /// Somebody with a test token.
  init(token: String, of daemon: BenchDaemon) throws {
    rpc = try daemon.connect()
    keyPrefix = "bench-with-token"
    _ = try call(HelloMethod.self, .init(protocol: 1, device: token, lang: .english))
    requestCount = 0
  }

  /// A key that was never used.
  func newKey() -> String {
    lastKey += 1
    return "\(keyPrefix)-\(lastKey)"
  }

  /// Calls a method and reads its result.
  func call<M: Method>(_ method: M.Type, _ params: M.Params) throws -> M.Result {
    try raw(method, params).decode(M.Result.self)
  }

  /// Calls a method many times, as many at once as a connection takes.
  func calls<M: Method>(_ method: M.Type, _ params: [M.Params]) throws -> [M.Result] {
    var results: [M.Result] = []
    var waiting: [RequestID] = []
    for one in params {
      if waiting.count == Peer.inFlightLimit {
        results.append(try rpc.wait(for: waiting.removeFirst()).decode(M.Result.self))
      }
      waiting.append(try rpc.start(M.name, JSON(encoding: one).object ?? [:]))
    }
    return try results + waiting.map { try rpc.wait(for: $0).decode(M.Result.self) }
  }

  /// Asks and does not wait for an answer.
  func begin<M: Method>(_ method: M.Type, _ params: M.Params) throws {
    _ = try rpc.start(M.name, JSON(encoding: params).object ?? [:])
  }

  /// Calls a method and leaves its result as it came, so that reading it is not measured.
  func raw<M: Method>(_ method: M.Type, _ params: M.Params) throws -> JSON {
    requestCount += 1
    lastParams = JSON(encoding: params).object ?? [:]
    return try rpc.call(M.name, lastParams)
  }
}
