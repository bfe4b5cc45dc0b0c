import Crypto
import JSONRPC
import Wire

/// One authenticated connection to the daemon that survives the daemon's death: a lost answer is
/// asked for again with the same key, never with a new one.
final class DaemonLink {
  /// Who speaks.
  enum Credential {
    /// A person, by the key of this device.
    case device(SigningKey)
    /// A till or a gate that is registered with a shop, by the key of this device.
    case till(SigningKey)
    /// A program that acts for a person.
    case agent(SigningKey)
    /// The operator of the home.
    case operatorToken(String)
    /// A person of a load generator.
    case testToken(String)

    /// What proves it; nil where a token is enough.
    fileprivate var key: SigningKey? {
      switch self {
      case .device(let key), .till(let key), .agent(let key): key
      case .operatorToken, .testToken: nil
      }
    }
  }

  /// How often one call is sent before its outcome counts as unknown.
  static let attemptLimit = 3

  /// Who the daemon says this is; nil before the first call and for operators.
  private(set) var person: PersonID?
  /// The descriptor to poll for notifications, where the transport has one.
  private(set) var descriptor: Int32?
  private let language: Language
  private let credential: Credential
  private let connect: () throws(ShellFailure) -> any Transport
  private var client: RPCClient?

  /// A link that connects when it is first used.
  init(
    _ credential: Credential, language: Language,
    connect: @escaping () throws(ShellFailure) -> any Transport
  ) {
    self.credential = credential
    self.language = language
    self.connect = connect
  }

  /// Calls a method; `key` says whether losing the answer leaves something unknown.
  func call<M: Method>(_ method: M.Type, _ params: M.Params) throws(ShellFailure) -> M.Result {
    var json = JSON(encoding: params).object ?? JSONObject()
    var random = SystemRandom()
    json["_meta"] = [TraceID.metaKey: .string(TraceID(random: &random).parent)]
    let key = json["key"]?.string
    let result = try call(M.name, json, key: key)
    do {
      return try result.decode(M.Result.self)
    } catch {
      let (pointer, reason) = error.pointerAndReason
      throw .protocolError(
        RPCError(
          code: RPCError.internalErrorCode,
          message: "The daemon's answer to \(M.name) is not understood: \(pointer) \(reason)"))
    }
  }

  /// Calls a method by name.
  func call(
    _ method: String, _ params: JSONObject, key: String?
  ) throws(ShellFailure) -> JSON {
    var wasSent = false
    for _ in 0..<Self.attemptLimit {
      let client: RPCClient
      do throws(ShellFailure) {
        client = try connected()
      } catch {
        // Once sent, "no connection" no longer means "nothing happened".
        if let key, wasSent { throw .outcomeUnknown(key: key) }
        throw error
      }
      do throws(RPCClient.Failure) {
        return try client.call(method, params)
      } catch {
        switch error {
        case .refused(let error): throw Self.failure(error)
        case .tooManyInFlight: throw .refused(Refusal(PlatformError.busy))
        case .deadline, .closed, .transport:
          wasSent = true
          drop()
        }
      }
    }
    if let key { throw .outcomeUnknown(key: key) }
    throw .unreachable("the daemon does not answer")
  }

  /// What the daemon told by itself; nil where nothing came in time. A lost connection is silent:
  /// the next call opens it again and reads anew.
  func notification(timeoutMilliseconds: Int) -> RPCClient.Notification? {
    guard let client else { return nil }
    do {
      return try client.nextNotification(timeoutMilliseconds: timeoutMilliseconds)
    } catch {
      drop()
      return nil
    }
  }

  /// Opens the connection now instead of at the first call.
  func prepare() throws(ShellFailure) { if client == nil { _ = try open() } }

  /// Closes the connection.
  func drop() {
    client = nil
    descriptor = nil
  }

  private func connected() throws(ShellFailure) -> RPCClient {
    if let client { return client }
    return try open()
  }

  private func open() throws(ShellFailure) -> RPCClient {
    let transport = try connect()
    let fresh = RPCClient(transport)
    do {
      try hello(fresh)
    } catch {
      switch error {
      case .refused(let error): throw Self.failure(error)
      case .deadline, .closed, .transport, .tooManyInFlight:
        throw .unreachable("the daemon ended the greeting")
      }
    }
    client = fresh
    descriptor = (transport as? UnixSocketTransport)?.descriptor
    return fresh
  }

  private func hello(_ client: RPCClient) throws(RPCClient.Failure) {
    var params = HelloMethod.Params(protocol: 1, lang: language)
    switch credential {
    case .device(let key): params.device = Hex.encode(key.publicKey.bytes)
    case .till(let key): params.till = Hex.encode(key.publicKey.bytes)
    case .agent(let key): params.agent = Hex.encode(key.publicKey.bytes)
    case .operatorToken(let token): params.operator = token
    case .testToken(let token): params.device = token
    }
    let answer = try client.call(
      HelloMethod.name, JSON(encoding: params).object ?? JSONObject())
    person = answer["person"]?.string.map { PersonID($0) }
    guard let challenge = answer["challenge"]?.string, let key = credential.key else { return }
    let signature = key.sign(
      HelloProveMethod.signedBytes(
        daemon: answer["daemon"]?.string ?? "", challenge: challenge))
    let proof = try client.call(
      HelloProveMethod.name, ["signature": .string(Hex.encode(signature))])
    person = proof["person"]?.string.map { PersonID($0) }
  }

  private static func failure(_ error: RPCError) -> ShellFailure {
    Refusal(wire: error.json).map(ShellFailure.refused) ?? .protocolError(error)
  }
}
