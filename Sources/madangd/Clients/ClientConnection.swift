import Crypto
import JSONRPC
import Loop
import Wire

/// One connection of a shell, a till, a test: hello, rate, then the dispatcher.
///
/// Confined to the loop's thread.
final class ClientConnection {
  /// What a connection asks of the daemon.
  struct Services {
    /// Passes a known caller's request on.
    var serve: (String, JSONObject, Caller, @escaping (Result<JSON, RPCError>) -> Void) -> Void
    /// Finds or makes the person of a device.
    var identify: (VerifyingKey, @escaping (Result<Identity, Refusal>) -> Void) -> Void
    /// Finds a till by its key.
    var identifyTill: (VerifyingKey, @escaping (Result<Identity, Refusal>) -> Void) -> Void
    /// Finds whose agent a key is.
    var identifyAgent: (VerifyingKey, @escaping (Result<Identity, Refusal>) -> Void) -> Void
    /// Finds the person of a test token.
    var identifyToken: (String, @escaping (Result<Identity, Refusal>) -> Void) -> Void
    /// A request came, whatever becomes of it.
    var received: () -> Void
    /// The connection has become somebody's.
    var arrived: (ClientConnection, Caller) -> Void
    /// The connection is over.
    var ended: (ClientConnection) -> Void
    /// Whether new work is refused because the daemon stops.
    var isDraining: () -> Bool
  }

  /// The connection's name in the log and in the registry.
  let id: UInt64
  private let loop: EventLoop
  private let rpc: RPCConnection
  private let services: Services
  private let limits: ClientLimits
  private var hello: Hello
  private var bucket: TokenBucket
  private var refusedInARow = 0
  private var helloTimer: EventLoop.Timer?

  init(
    id: UInt64, loop: EventLoop, rpc: RPCConnection, setting: Hello.Setting,
    services: Services, limits: ClientLimits
  ) {
    self.id = id
    self.loop = loop
    self.rpc = rpc
    self.services = services
    self.limits = limits
    hello = Hello(setting)
    bucket = Self.bucket(limits.strangerRate)
  }

  /// Who it is, once known.
  var caller: Caller? { hello.caller }
  /// Requests it waits for.
  var unansweredCount: Int { rpc.incomingCount }

  /// Begins to read; the registry holds the connection until its end.
  func start() throws(LoopError) {
    rpc.onRequest = { [unowned self] in receive($0, $1, $2) }
    rpc.onEnd = { [unowned self] _ in end() }
    helloTimer = loop.schedule(afterMilliseconds: limits.helloMilliseconds) { [weak self] in
      self?.helloTimer = nil
      self?.rpc.close()
    }
    try rpc.start()
  }

  /// Tells the shell something; one that does not read loses its connection, not we our time.
  func notify(_ method: String, _ params: JSONObject) { rpc.notify(method, params) }

  /// Ends the connection after what was sent.
  func close() { rpc.close() }

  /// Notes that the person's tier has changed.
  func changeTier(to tier: Tier) { hello.changeTier(to: tier) }

  private func end() {
    if let helloTimer { loop.cancel(helloTimer) }
    helloTimer = nil
    services.ended(self)
  }

  private static func bucket(_ rate: ClientLimits.Rate) -> TokenBucket {
    TokenBucket(
      capacity: rate.burst, perSecond: rate.perSecond, nowNanoseconds: MonotonicNanoseconds.now)
  }
}

extension ClientConnection {
  private func receive(_ id: RequestID, _ method: String, _ params: JSONObject) {
    services.received()
    guard bucket.take(nowNanoseconds: MonotonicNanoseconds.now) else {
      return refuseForRate(id)
    }
    refusedInARow = 0
    switch method {
    case HelloMethod.name: greet(id, params)
    case HelloProveMethod.name: prove(id, params)
    default: serve(id, method, params)
    }
  }

  private func refuseForRate(_ id: RequestID) {
    refusedInARow += 1
    refuse(id, .busy(retryAfterMilliseconds: max(1, bucket.retryMilliseconds)))
    if refusedInARow >= limits.refusedInARow { rpc.close() }
  }

  private func serve(_ id: RequestID, _ method: String, _ params: JSONObject) {
    guard let caller = hello.caller else {
      return refuse(id, Refusal(AuthError.helloFirst))
    }
    guard !services.isDraining() else {
      return refuse(
        id, Refusal(PlatformError.draining, retryAfterMilliseconds: Self.drainingRetry))
    }
    services.serve(method, params, caller) { [weak rpc] in rpc?.answer(id, $0) }
  }

  private func greet(_ id: RequestID, _ params: JSONObject) {
    do throws(Refusal) {
      let params = try Dispatcher.decode(HelloMethod.self, params)
      var random = SystemRandom()
      perform(hello.hello(params, random: &random), id)
    } catch { refuse(id, error) }
  }

  private func prove(_ id: RequestID, _ params: JSONObject) {
    do throws(Refusal) {
      perform(hello.prove(try Dispatcher.decode(HelloProveMethod.self, params)), id)
    } catch { refuse(id, error) }
  }

  private func perform(_ step: Hello.Step, _ id: RequestID) {
    switch step {
    case .answer(let result):
      rpc.answer(id, .success(result))
      if let caller = hello.caller { arrive(caller) }
    case .refuse(let refusal): refuse(id, refusal)
    case .refuseAndEnd(let refusal):
      refuse(id, refusal)
      rpc.close()
    case .identify(let device):
      services.identify(device) { [weak self] in self?.proved($0, id) }
    case .identifyTill(let till):
      services.identifyTill(till) { [weak self] in self?.proved($0, id) }
    case .identifyAgent(let key):
      services.identifyAgent(key) { [weak self] in self?.proved($0, id) }
    case .identifyToken(let token):
      services.identifyToken(token) { [weak self] result in
        guard let self else { return }
        let daemon = hello.daemon
        identified(result, id) { identity in
          JSON(encoding: HelloMethod.Result(daemon: daemon, person: identity.person))
        }
      }
    }
  }

  private func proved(_ result: Result<Identity, Refusal>, _ id: RequestID) {
    identified(result, id) { identity in
      JSON(encoding: HelloProveMethod.Result(person: identity.person, tier: identity.tier))
    }
  }

  private func identified(
    _ result: Result<Identity, Refusal>, _ id: RequestID, answer: (Identity) -> JSON
  ) {
    switch result {
    case .success(let identity):
      hello.identified(identity)
      rpc.answer(id, .success(answer(identity)))
      if let caller = hello.caller { arrive(caller) }
    case .failure(let refusal): perform(hello.unidentified(refusal), id)
    }
  }

  private func arrive(_ caller: Caller) {
    if let helloTimer { loop.cancel(helloTimer) }
    helloTimer = nil
    bucket = Self.bucket(limits.callerRate)
    services.arrived(self, caller)
  }

  private func refuse(_ id: RequestID, _ refusal: Refusal) {
    rpc.answer(id, .failure(RPCError(refusal, in: hello.language)))
  }

  /// When the next daemon may be there, in milliseconds.
  private static let drainingRetry: Int64 = 1000
}
