import Crypto
import Glibc
import Host
import Platform
import Store
import Wire

/// Where the domain meets the frame: opens it, registers every handler, audits a file.
enum Assembly {
  /// Opens the data of a home and serves it until the daemon is told to stop.
  static func run(setting: DaemonSetting, home: Home, log: Log) throws {
    let connection = try Connection.open(path: home.databasePath)
    try Migrator.run(Migrations.all, on: connection)
    let keys = try platformKeys(home.keys)
    let platform = try Platform(
      connection, keys: keys, random: SystemRandom(), providers: try providers(home))
    let daemon = try Daemon(
      setting: setting, home: home, domain: domain(connection, platform), log: log,
      onFatal: endAfterFault)
    try plug(daemon, home: home, keys: keys)
    try daemon.run()
  }

  /// The embedded providers of identities, and those that the operator wrote beside the data.
  private static func providers(_ home: Home) throws(HomeError) -> IdentityProviders {
    let path = home.path + "/identity-providers.json"
    guard let table = try PrivateFile.read(path) else { return .standard }
    guard let providers = IdentityProviders.standard.adding(table: table) else {
      throw .damaged(path: path)
    }
    return providers
  }

  private static func domain(_ connection: Connection, _ platform: Platform) -> Domain<Platform> {
    Domain(
      connection: connection, core: platform, storedTime: storedTime(platform),
      identify: { core, device, now in
        let person = try core.identify(device: device, lang: nil, now: now)
        return Identity(
          person: person.person, tier: person.tier, credential: person.credential)
      },
      identifyTill: { core, till, _ in
        let known = try core.identify(till: till)
        return Identity(
          person: known.person, tier: known.tier, credential: known.credential, isTill: true)
      },
      identifyToken: { core, token, _ in
        let person = try core.identify(token: token)
        return Identity(
          person: person.person, tier: person.tier, credential: person.credential)
      },
      identifyAgent: { core, key, _ in
        let person = try core.identify(agent: key)
        return Identity(
          person: person.person, tier: person.tier, credential: person.credential, isAgent: true)
      },
      nextDue: { try $0.nextDue() },
      counts: { core in
        DomainCounts(
          apps: try core.appCount(), sessions: try core.openSessionCount(),
          outbox: try core.owedCount().waiting, people: try core.personCount(),
          commits: core.commitCount)
      })
  }

  private static func storedTime(_ platform: Platform) -> Instant? {
    do { return try platform.storedTime() } catch { preconditionFailure("\(error)") }
  }

  /// Registers every handler and what runs beside the core.
  private static func plug(_ daemon: Daemon<Platform>, home: Home, keys: PlatformKeys) throws {
    let bundles = try BundleStore(directory: home.bundleDirectory)
    try bundles.removeInterrupted()
    let reader = try PlatformReader(
      try Connection.openReadOnly(path: home.databasePath), keys: keys)
    let history = Worker(state: reader, post: daemon.post)
    let hasher = Worker(state: PINHasher(), post: daemon.post)
    let files = Worker(state: bundles, post: daemon.post)
    let programs = try Programs(
      daemon.loop, store: bundles, worker: files, log: daemon.log)
    let flow = CallFlow(
      core: daemon.core, programs: programs, metrics: daemon.metrics,
      desk: QuestionDesk(daemon.loop),
      publish: { daemon.publish($0, $1) })
    let delivery = Delivery(daemon.loop, core: daemon.core, flow: flow, log: daemon.log)
    daemon.startDelivery = { delivery.look() }
    daemon.runDue = { _, done in daemon.runDue(with: delivery, done) }
    daemon.settle = { done in
      delivery.look()
      delivery.onceQuiet(done)
    }
    daemon.stopPrograms = { programs.stopAll($0) }
    daemon.programs = { (programs.runningCount, programs.layers, programs.layerStates) }
    daemon.stopWorkers = {
      history.stop()
      hasher.stop()
      files.stop()
    }
    daemon.handlePlatform()
    daemon.handlePhones()
    daemon.handleTrade()
    daemon.handleFunding()
    daemon.handlePINs(hasher)
    daemon.handleWays()
    daemon.handleCalls(flow)
    daemon.handleAgents(flow)
    daemon.handleBenefits()
    daemon.handleQuestions(flow)
    daemon.handleWatch()
    daemon.handleHistory(history)
    daemon.handlePayment(hasher)
    daemon.handleInsight(flow, programs)
    programs.restore(try daemon.domain.core.programStates(), now: daemon.clock.now)
    daemon.handlePublishing(programs, files)
    daemon.handleIdentity(history)
    daemon.handleRotation(history)
    precondition(daemon.dispatcher.missing.isEmpty, "unhandled: \(daemon.dispatcher.missing)")
    try daemon.domain.core.noteInterrupted(at: daemon.clock.now)
    // What was owed when the last daemon ended is tried at once.
    delivery.look()
  }

  /// The keys the domain computes with; a lost key is an error that names it.
  private static func platformKeys(_ ring: KeyRing) throws -> PlatformKeys {
    let code = try ring.current(.codes)
    var keys = PlatformKeys(
      pairwise: try MACKey(try ring.current(.pairwise).secret.copy()),
      codes: [(UInt8(code.version), try MACKey(code.secret.copy()))],
      personal: try personalKeys(ring))
    if !ring.lost.contains(.receipts) {
      keys.receipts = try SigningKey(seed: try ring.current(.receipts).secret.copy())
    }
    keys.gate = try gateKeys(ring)
    return keys
  }

  /// The keys of gates; nil where one is lost, which the log names at start.
  private static func gateKeys(_ ring: KeyRing) throws -> (key: MACKey, signer: SigningKey)? {
    guard !ring.lost.contains(.gate), !ring.lost.contains(.signing) else { return nil }
    return (
      try MACKey(try ring.current(.gate).secret.copy()),
      try SigningKey(seed: try ring.current(.signing).secret.copy())
    )
  }

  /// The keys of personal data by version; nil where all are lost, which the log names at start.
  static func personalKeys(_ ring: KeyRing) throws -> PersonalKeys? {
    let keys = try ring.versions(.personal).reduce(into: [:]) { keys, version in
      keys[version] = try SealingKey(try ring.key(.personal, version: version).secret.copy())
    }
    return keys.isEmpty ? nil : PersonalKeys(keys)
  }

  /// The report of a file that was opened for reading only.
  static func audit(_ connection: Connection) throws -> AuditReport {
    try PlatformReader.audit(connection)
  }

  /// The end of a daemon whose disk failed: nobody is told anything, the next start reads what
  /// is true.
  @Sendable static func endAfterFault(_ fault: CoreFault) {
    _exit(ExitCode.fault.rawValue)
  }
}

extension Daemon where Core == Platform {
  /// Runs what is due at this moment, then waits until everything it caused is delivered.
  func runDue(with delivery: Delivery, _ done: @escaping () -> Void) {
    // Closures, not a tuple of all three: taking that apart ends the optimiser of Swift 6.3.1.
    let told = LoopBound { [self] (notices: [Notice]) in
      tell(notices)
      delivery.look()
      delivery.onceQuiet(done)
    }
    let gaveUp = LoopBound(done)
    core.submit { core, now in
      let outcome = try core.runDue(now: now)
      return { told.value(outcome.notices) }
    } failed: { _ in
      gaveUp.value()
    }
  }
}
