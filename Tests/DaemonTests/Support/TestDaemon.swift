import Crypto
import Glibc
import JSONRPC
import Loop
import Store
import TestSupport
import Testing
import Wire

@testable import madangd

/// A whole daemon over `CounterCore` on a thread of this process, with its real home and socket.
final class TestDaemon: Sendable {
  /// Loop-confined things the test reaches through `perform` only.
  final class Inside: @unchecked Sendable {
    /// Requests to `session.list`, which are answered by `release` only.
    var held: [Reply<SessionListMethod>] = []
    var daemon: Daemon<CounterCore>?
  }

  /// What happened, in order: `fatal`, `programs stopped`, `ended`.
  let events = Collector<String>()
  let directory: TemporaryDirectory
  private let inside = Inside()
  private let loop: EventLoop
  private let thread: ServiceThread

  /// Starts a daemon and returns once it serves.
  init(
    directory given: TemporaryDirectory? = nil, hasVirtualClock: Bool = true,
    limits: ClientLimits = ClientLimits(), failpoint: Failpoint? = nil,
    stopsPrograms: Bool = true
  ) throws {
    let directory = try given ?? TemporaryDirectory()
    self.directory = directory
    var ends: [Int32] = [-1, -1]
    #expect(pipe(&ends) == 0)
    var setting = DaemonSetting(
      home: directory.path, hasVirtualClock: hasVirtualClock, takesTestTokens: true)
    setting.readyDescriptor = ends[1]
    let started = Collector<Result<EventLoop, any Error>>()
    thread = ServiceThread { [setting, inside, events] in
      do {
        let daemon = try Self.make(setting, limits, failpoint, inside, events)
        if !stopsPrograms { daemon.stopPrograms = { _ in } }
        inside.daemon = daemon
        started.add(.success(daemon.loop))
        try daemon.run()
        inside.daemon = nil
        events.add("ended")
      } catch {
        started.add(.failure(error))
      }
    }
    do {
      loop = try started.wait(for: 1)[0].get()
    } catch {
      thread.join()
      throw error
    }
    var word = [UInt8](repeating: 0, count: 6)
    #expect(read(ends[0], &word, 6) == 6)
    #expect(String(decoding: word, as: UTF8.self) == "ready\n")
    close(ends[0])
  }

  var socketPath: String { "\(directory.path)/\(SocketPath.fileName)" }

  /// Runs on the daemon's loop and waits for it.
  func perform<R: Sendable>(_ work: @escaping @Sendable (Inside) -> R) -> R {
    let result = Collector<R>()
    loop.execute { [inside] in result.add(work(inside)) }
    return result.wait(for: 1)[0]
  }

  /// Answers everything that `session.list` holds back.
  func release() {
    perform { inside in
      for reply in inside.held { reply.ok(SessionListMethod.Result(sessions: [])) }
      inside.held = []
    }
  }

  /// Waits until so many requests are held back.
  func waitForHeld(_ count: Int) {
    while perform({ $0.held.count }) < count { sched_yield() }
  }

  /// Stops the daemon and waits for its end.
  func stop() {
    loop.execute { [inside] in inside.daemon?.beginDrain(reason: "test") }
    thread.join()
  }

  /// Waits for an end that something else has caused.
  func waitForEnd() { thread.join() }
}

extension TestDaemon {
  private static func make(
    _ setting: DaemonSetting, _ limits: ClientLimits, _ failpoint: Failpoint?, _ inside: Inside,
    _ events: Collector<String>
  ) throws -> Daemon<CounterCore> {
    var random = SystemRandom()
    let home = try Home(path: setting.home, runtimeDirectory: nil, random: &random)
    let connection = try Connection.open(path: home.databasePath)
    let core = try CounterCore(connection)
    if let failpoint {
      connection.failpoint = { point throws(StoreError) in
        if point == failpoint { throw .inputOutput }
      }
    }
    let domain = Domain(
      connection: connection, core: core, storedTime: try core.storedTime(),
      identify: { _, device, _ in
        Identity(person: PersonID("p_" + Hex.encode(device.bytes).prefix(8)), tier: .visitor)
      },
      identifyTill: { _, _, _ in throw Refusal(AuthError.unknownTill) },
      identifyToken: { _, token, _ in
        guard token.hasPrefix("tok_") else { throw Refusal(AuthError.unknownToken) }
        return Identity(person: PersonID("p_" + token), tier: .visitor)
      },
      nextDue: { _ in nil }, counts: { _ in DomainCounts(apps: 1, people: 2) })
    let daemon = try Daemon(
      setting: setting, home: home, domain: domain, log: Log(from: .error, write: { _ in }),
      clientLimits: limits, onFatal: { _ in events.add("fatal") })
    daemon.stopPrograms = { done in
      events.add("programs stopped")
      done()
    }
    register(on: daemon, inside)
    return daemon
  }

  private static func register(on daemon: Daemon<CounterCore>, _ inside: Inside) {
    let (core, clients) = (daemon.core, daemon.clients)
    daemon.dispatcher.handle(IdentityShowMethod.self) { _, caller, reply in
      guard case .person(let person, let tier) = caller.principal else {
        return reply.refuse(Refusal(AuthError.personOnly))
      }
      reply.ok(
        IdentityShowMethod.Result(
          person: person, tier: tier, lang: caller.language, roles: []))
    }
    daemon.dispatcher.handle(WalletTopUpMethod.self) { params, _, reply in
      core.submit(for: reply) { core, _ in
        let value = try core.add(params.amount)
        let result = WalletTopUpMethod.Result(transfer: TransferID("t_\(value)"), balance: value)
        return { reply.ok(result) }
      }
    }
    daemon.dispatcher.handle(WalletTransferMethod.self) { _, _, reply in
      reply.refuse(Refusal(WalletError.insufficientFunds))
    }
    daemon.dispatcher.handle(SessionListMethod.self) { _, _, reply in inside.held.append(reply) }
    daemon.dispatcher.handle(SessionLeaveMethod.self) { _, _, _ in }
    daemon.dispatcher.handle(ReceiptOpenMethod.self) { _, _, _ in }
    daemon.dispatcher.handle(BillListMethod.self) { _, _, _ in }
    daemon.dispatcher.handle(InboxListMethod.self) { params, caller, reply in
      let padding = String(repeating: "x", count: 10_000)
      for _ in 0..<(params.limit ?? 1) {
        guard let person = caller.person else { break }
        clients.notify(person, ServerNotification.inboxArrived, ["message": .string(padding)])
      }
      reply.ok(InboxListMethod.Result(messages: [], unread: 0))
    }
  }
}
