import Crypto
import FoundationEssentials
import JSONRPC
import Wire

/// A person, or the operator, on the daemon's socket: what a shell does, without the shell.
///
/// Confined to one thread.
final class Caller {
  /// The name of the person, or nil for the operator.
  let person: String?
  private let token: String?
  private var agent: SigningKey?
  /// The agent's name, where it is one.
  private(set) var agentID: String?
  private let world: World
  private var client: RPCClient
  /// The open socket, to wait on.
  private(set) var descriptor: Int32

  /// Connects as a person; their device key is made on first use, where the shell would keep it.
  init(_ world: World, as person: String) throws {
    self.person = person
    self.world = world
    token = nil
    (client, descriptor) = try Self.connect(world, person, nil)
  }

  /// Connects with a test token, to a daemon that takes them.
  init(_ world: World, token: String) throws {
    person = nil
    self.world = world
    self.token = token
    (client, descriptor) = try Self.connect(world, nil, token)
  }

  /// Connects as a new agent of somebody.
  init(_ world: World, agentOf owner: Caller) throws {
    var random = SystemRandom()
    let key = try SigningKey(seed: random.bytes(SigningKey.seedByteCount))
    agent = key
    agentID = try owner.call(
      "agent.add",
      [
        "key": .string(Self.newKey()), "name": "test",
        "device": .string(Hex.encode(key.publicKey.bytes)),
      ]
    ).text(at: "agent.agent")
    person = nil
    self.world = world
    token = nil
    (client, descriptor) = try Self.connect(world, nil, nil, agent: key)
  }

  private init(operatorOf world: World) throws {
    person = nil
    self.world = world
    token = nil
    (client, descriptor) = try Self.connect(world, nil, nil)
  }

  /// Connects with the operator's token.
  static func asOperator(_ world: World) throws -> Caller { try Caller(operatorOf: world) }

  /// Connects anew, for example to a daemon that was started again.
  func reconnect() throws {
    (client, descriptor) = try Self.connect(world, person, token, agent: agent)
  }

  private static func connect(
    _ world: World, _ person: String?, _ testToken: String?, agent: SigningKey? = nil
  ) throws -> (RPCClient, Int32) {
    let transport = try UnixSocketTransport(path: world.home + "/madangd.sock")
    let client = RPCClient(transport)
    var hello: JSONObject = ["protocol": 1, "lang": "en"]
    if let testToken {
      hello["device"] = .string(testToken)
      _ = try client.call(HelloMethod.name, hello)
      return (client, transport.descriptor)
    }
    if let agent {
      hello["agent"] = .string(Hex.encode(agent.publicKey.bytes))
      try prove(agent, client, hello)
      return (client, transport.descriptor)
    }
    guard let person else {
      let token = try text(world.home + "/operator.token")
      hello["operator"] = .string(token)
      _ = try client.call(HelloMethod.name, hello)
      return (client, transport.descriptor)
    }
    let key = try deviceKey(world, person)
    hello["device"] = .string(Hex.encode(key.publicKey.bytes))
    try prove(key, client, hello)
    return (client, transport.descriptor)
  }

  private static func prove(
    _ key: SigningKey, _ client: RPCClient, _ hello: JSONObject
  ) throws {
    let answer = try client.call(HelloMethod.name, hello)
    let signature = key.sign(
      HelloProveMethod.signedBytes(
        daemon: try answer.text(at: "daemon"), challenge: try answer.text(at: "challenge")))
    _ = try client.call(HelloProveMethod.name, ["signature": .string(Hex.encode(signature))])
  }

  private static func deviceKey(_ world: World, _ person: String) throws -> SigningKey {
    let folder = world.home + "/shell/" + person
    let path = folder + "/device.key"
    if !FileManager.default.fileExists(atPath: path) {
      var random = SystemRandom()
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      let seed = Hex.encode(random.bytes(SigningKey.seedByteCount))
      try Data((seed + "\n").utf8).write(to: URL(filePath: path))
    }
    guard let seed = Hex.decode(try text(path)) else { throw TestFault("\(path) is no key") }
    return try SigningKey(seed: seed)
  }

  private static func text(_ path: String) throws -> String {
    let data = try Data(contentsOf: URL(filePath: path))
    return String(decoding: data.prefix { $0 > 0x20 }, as: UTF8.self)
  }

  // MARK: requests

  /// A key nobody has used.
  static func newKey() -> String {
    var random = SystemRandom()
    return Hex.encode(random.bytes(16))
  }

  /// Asks and waits for the result.
  @discardableResult
  func call(_ method: String, _ params: JSONObject = [:]) throws(RPCClient.Failure) -> JSON {
    try client.call(method, params, deadlineMilliseconds: Child.patienceMilliseconds)
  }

  /// Sends a request and does not wait.
  func start(_ method: String, _ params: JSONObject) throws(RPCClient.Failure) -> RequestID {
    try client.start(method, params, deadlineMilliseconds: Child.patienceMilliseconds)
  }

  /// Waits for the result of what `start` sent.
  func wait(for id: RequestID) throws(RPCClient.Failure) -> JSON { try client.wait(for: id) }

  /// Whether the result of what `start` sent has come; never waits.
  func hasAnswer(to id: RequestID) throws(RPCClient.Failure) -> Bool {
    try client.hasAnswer(to: id)
  }

  /// What the daemon tells next, or nil where it tells nothing in time.
  func notification(
    milliseconds: Int = Int(Child.patienceMilliseconds)
  ) throws(RPCClient.Failure) -> RPCClient.Notification? {
    try client.nextNotification(timeoutMilliseconds: milliseconds)
  }

  /// The answer in the form journeys compare: `{"ok": …, "result" | "error": …}`.
  func answer(_ method: String, _ params: JSONObject) throws -> JSON {
    do throws(RPCClient.Failure) {
      return ["ok": true, "result": try call(method, params)]
    } catch {
      guard case .refused(let refusal) = error else { throw error }
      return ["ok": false, "error": Self.described(refusal)]
    }
  }

  /// The code of the refusal that a request must end with.
  func refusal(_ method: String, _ params: JSONObject) throws -> String {
    let answer = try answer(method, params)
    guard answer["ok"] == false else { throw TestFault("\(method) was done: \(answer.text)") }
    return try answer.text(at: "error.code")
  }

  /// The error's own members over its JSON-RPC code, as the shell shows them.
  private static func described(_ error: RPCError) -> JSON {
    let data = error.data?.object ?? [:]
    return .object(
      ([
        "code": .string(String(error.code)), "class": .integer(error.code),
        "message": .string(error.message),
      ] as JSONObject).merging(data))
  }
}
