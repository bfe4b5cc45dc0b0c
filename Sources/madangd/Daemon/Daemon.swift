import Crypto
import Glibc
import JSONRPC
import Loop
import Platform
import Wire

/// The daemon's frame: home, loop, core thread, listener, connections, clock and orderly end.
///
/// The domain plugs in at three places:
/// * `Domain`, handed to `init`: the opened core, whose device is whose, what is due next;
/// * `dispatcher.handle(SomeMethod.self) { params, caller, reply in … }` for every method, which
///   mostly does `core.submit(for: reply) { core, now in …; return { reply.ok(result) } }`;
/// * `runDue`, `stopPrograms` and `programs` below, for what runs beside the core.
///
/// Confined to the loop's thread, which is the thread that calls `run`.
final class Daemon<Core: CoreState> {
  /// The home, locked.
  let home: Home
  /// The loop of all sockets, pipes and timers.
  let loop: EventLoop
  /// The log.
  let log: Log
  /// World time.
  let clock: WorldClock
  /// The thread that writes.
  let core: CoreThread<Core>
  /// Methods and their handlers.
  let dispatcher = Dispatcher()
  /// Connections, and people's notifications.
  let clients = ClientRegistry()
  /// Runs what is due in world time; `look()` after commits that may have changed that.
  private(set) var agenda: Agenda!

  /// Runs what is due at a moment and tells once everything is quiet.
  var runDue: (_ now: Instant, _ done: @escaping () -> Void) -> Void = { $1() }
  /// Tells once every call that is owed was made, or has failed and waits for its next try.
  var settle: (_ done: @escaping () -> Void) -> Void = { $0() }
  /// Stops every mini-program and tells when the last is gone.
  var stopPrograms: (_ done: @escaping () -> Void) -> Void = { $0() }
  /// Running mini-programs and the layers that contain them, for `admin.status`.
  var programs: () -> (processes: Int, sandbox: [String], layers: [SandboxLayer]) = {
    (0, [], [])
  }
  /// Makes the calls that are owed to programs; to be called after commits that owe some.
  var startDelivery: () -> Void = {}
  /// Hears of everything that people are told.
  var noticed: (Notice) -> Void = { _ in }
  /// Answers everybody who waits for something to change, because the daemon stops.
  var endWaits: () -> Void = {}
  /// What is counted while the daemon works.
  let metrics: Metrics
  /// Names requests that come without a name.
  private var traces: TraceSource
  /// Closes every question that a program asks, because the daemon stops.
  var endQuestions: () -> Void = {}
  /// Who waits for a session to change.
  let sessionWaits: ChangeWaits<SessionID>
  /// What is left of each agent's calls a minute.
  var agentRates = AgentRates()
  /// Wrong codes of each person, whichever way they were tried.
  var wrongCodes = WrongCodes()
  /// Ends worker threads, after the loop has ended and before the core does.
  var stopWorkers: () -> Void = {}

  let domain: Domain<Core>
  let setting: DaemonSetting
  let clientLimits: ClientLimits
  var listener: UnixListener?
  var drain = Drain.serving
  var unansweredCount = 0
  private var lastConnectionID: UInt64 = 0
  private var signals: SignalWatcher?

  /// Puts the daemon together; nothing runs and nobody is served before `run`.
  ///
  /// To be made before any other thread of the process: threads inherit the blocked signals.
  init(
    setting: DaemonSetting, home: Home, domain: Domain<Core>, log: Log,
    clientLimits: ClientLimits = ClientLimits(), coreLimits: CoreLimits = CoreLimits(),
    onFatal: @escaping @Sendable (CoreFault) -> Void
  ) throws(LoopError) {
    let loop = try EventLoop()
    self.loop = loop
    let metrics = Metrics()
    self.metrics = metrics
    var random = SystemRandom()
    traces = TraceSource(random: &random)
    sessionWaits = ChangeWaits(loop)
    self.setting = setting
    self.home = home
    self.domain = domain
    self.log = log
    self.clientLimits = clientLimits
    clock = WorldClock(setting.hasVirtualClock ? .virtual : .real, stored: domain.storedTime)
    core = CoreThread(
      connection: domain.connection, core: domain.core, clock: clock, log: log,
      limits: coreLimits, metrics: metrics.commits, post: { loop.execute($0) }, onFatal: onFatal)
    agenda = makeAgenda()
    // Before any other thread starts, or a signal would find one that does not block it.
    signals = try SignalWatcher(loop, [SIGTERM, SIGINT]) { [unowned self] signal in
      beginDrain(reason: signal == SIGTERM ? "SIGTERM" : "SIGINT")
    }
    handleAdministration()
  }

  /// Hands work to the loop from another thread; for workers.
  var post: @Sendable (@escaping PostCommit) -> Void {
    { [loop] in loop.execute($0) }
  }

  /// Serves until it is told to stop; everything under way is then finished first.
  func run() throws {
    defer { signals?.close() }
    try listen()
    core.start()
    agenda.look()
    try announceReady()
    loop.run()
    stopWorkers()
    core.stop()
    log.info("daemon.stopped")
  }
}

extension Daemon {
  private func listen() throws {
    let listener = try UnixListener(
      loop, path: home.socketPath, connectionLimit: ProcessHardening.connectionLimit)
    try SocketPath.announce(home.socketPath, home: home.path)
    listener.onAccept = { [unowned self] socket in accept(socket) }
    try listener.start()
    self.listener = listener
  }

  private func announceReady() throws {
    log.info(
      "daemon.ready",
      [
        "daemon": .string(home.daemonID), "socket": .string(home.socketPath),
        "virtualClock": .bool(setting.hasVirtualClock),
      ])
    let ahead = clock.now.milliseconds - WorldClock.systemTime().milliseconds
    if clock.mode == .real && ahead > WorldClock.noticeableMilliseconds {
      log.warning("clock.stands", ["aheadMilliseconds": .integer(ahead)])
    }
    for purpose in home.keys.lost { log.error("keys.lost", ["purpose": .string(purpose.rawValue)]) }
    guard let descriptor = setting.readyDescriptor else { return }
    let word = Array("ready\n".utf8)
    // Whoever started us may have gone; that is no reason not to serve others.
    _ = write(descriptor, word, word.count)
    close(descriptor)
  }

  private func accept(_ socket: consuming OwnedDescriptor) {
    lastConnectionID += 1
    let channel = StreamChannel(loop, socket: socket)
    let connection = ClientConnection(
      id: lastConnectionID, loop: loop,
      rpc: RPCConnection(loop, channel, strictness: .answersGarbage),
      setting: Hello.Setting(
        daemon: home.daemonID, operatorToken: home.operatorToken,
        takesTestTokens: setting.takesTestTokens),
      services: services(), limits: clientLimits)
    clients.add(connection)
    do throws(LoopError) {
      try connection.start()
    } catch {
      log.warning("connection.refused", ["reason": .string("\(error)")])
      connection.close()
    }
  }

  private func services() -> ClientConnection.Services {
    let (findDevice, findToken) = (domain.identify, domain.identifyToken)
    let findTill = domain.identifyTill
    let findAgent = domain.identifyAgent
    return ClientConnection.Services(
      serve: { [unowned self] in serve($0, $1, $2, $3) },
      identify: { [unowned self] device, done in
        identify(done) { try findDevice($0, device, $1) }
      },
      identifyTill: { [unowned self] till, done in
        identify(done) { try findTill($0, till, $1) }
      },
      identifyAgent: { [unowned self] key, done in
        identify(done) { try findAgent($0, key, $1) }
      },
      identifyToken: { [unowned self] token, done in
        identify(done) { try findToken($0, token, $1) }
      },
      received: { [clients] in clients.countRequest() },
      arrived: { [unowned self] in clients.note($0, is: $1) },
      ended: { [unowned self] connection in
        clients.remove(connection)
        listener?.connectionEnded()
      },
      isDraining: { [unowned self] in drain != .serving })
  }

  private func identify(
    _ done: @escaping (Result<Identity, Refusal>) -> Void,
    _ find: @escaping @Sendable (Core, Instant) throws -> Identity
  ) {
    let done = LoopBound(done)
    core.submit(
      run: { core, now in
        let identity = try find(core, now)
        return { done.value(.success(identity)) }
      }, failed: { done.value(.failure($0)) })
  }

  private func serve(
    _ method: String, _ params: JSONObject, _ caller: Caller,
    _ send: @escaping (Result<JSON, RPCError>) -> Void
  ) {
    unansweredCount += 1
    var caller = caller
    let trace = TraceID(of: params) ?? traces.next()
    caller.trace = trace
    let slot = ReplySlot(
      loop: loop, language: caller.language, isMutating: dispatcher.isMutating(method)
    ) { [unowned self] result in
      send(result.mapError { failed(method, $0, trace) })
      unansweredCount -= 1
      answeredOne()
    }
    dispatcher.dispatch(method, params, from: caller, to: slot)
  }

  /// Counts an error, notes it with its trace and gives the trace back to who asked.
  private func failed(_ method: String, _ error: RPCError, _ trace: TraceID) -> RPCError {
    var error = error
    var data = error.data?.object ?? [:]
    let code = data["code"]?.string ?? String(error.code)
    data["trace"] = .string(trace.text)
    error.data = .object(data)
    metrics.noteError(code)
    log.info(
      "request.refused",
      ["method": .string(method), "code": .string(code), "trace": .string(trace.text)])
    return error
  }
}
