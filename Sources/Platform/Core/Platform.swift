package import Crypto
package import Store
package import Wire

/// The domain: identity, wallet, registry, sessions, bills, records, events, inbox.
///
/// Synchronous and deterministic: time is an argument of every command, randomness the source it
/// was made with. A command first plans, reading only, then applies its plan; a refusal is thrown
/// while planning, so a command that fails has written nothing and its neighbours in the same
/// commit group are untouched. Any other error is the store's and fails the whole group.
///
/// Absent on purpose: `async`, a clock, the file system, password hashing.
package final class Platform {
  let connection: Connection
  var keys: PlatformKeys
  let tiers: TierRules
  let providers: IdentityProviders
  /// What merchants pay for payments.
  let fees = FeePolicy.standard
  /// Money; nothing outside `Wallet` knows how it stores.
  package private(set) var ledger: Ledger
  var random: any RandomSource
  /// Who carries text messages.
  let sms: any SMSGateway = SandboxPhones()
  /// What people paid lately.
  var activities = PaymentActivities()
  /// Reads what people paid lately, the first time they pay.
  var historyReader: LedgerReader?
  /// Items of batches that one commit group handles at most.
  var batchItemsPerGroup = Platform.batchItemLimit
  var settlementRowsPerGroup = Platform.settlementRowLimit
  /// What timers and batches do; tests add jobs of their own.
  var scheduledJobs = ScheduledJobList.all
  var batchJobs = BatchJobList.all
  /// Whether the jobs that recur by themselves have their timers.
  private var hasRecurringTimers = false
  /// Apps that are switched off; nil until they are read, and again after any change.
  var killedApps: [AppID: AppKill]?
  /// The newest version of apps that were asked for.
  var latestVersions: [AppID: Int64] = [:]
  private var statements: [String: Statement] = [:]
  /// What a write makes memory forget, by its text.
  private var echoes: [String: WriteEcho] = [:]
  private var releases: [ReleaseKey: Release] = [:]
  /// Parsed manifests kept in memory; the whole cache is dropped when it is full.
  static let releaseCacheLimit = 2_000

  /// People who asked or were paid of late; forgotten when somebody changes.
  var people = KnownPeople()
  /// Which keys people's requests had.
  var requestKeys = RequestKeys()
  /// What falls due next, and how many changes had been written that may change that.
  var knownDue: (at: Instant?, changes: Int64)?

  /// The platform over an open and migrated file.
  package init(
    _ connection: Connection, keys: PlatformKeys, random: any RandomSource,
    tiers: TierRules = .standard, providers: IdentityProviders = .standard
  ) throws(StoreError) {
    self.connection = connection
    self.keys = keys
    self.random = random
    self.tiers = tiers
    self.providers = providers
    ledger = try Ledger(connection)
  }

  /// Forgets what memory holds and reads the file again, after a group was rolled back.
  package func reload() throws(StoreError) {
    ledger = try Ledger(connection)
    releases.removeAll()
    killedApps = nil
    latestVersions.removeAll()
    activities = PaymentActivities()
    hasRecurringTimers = false
    people = KnownPeople()
    requestKeys = RequestKeys()
    knownDue = nil
  }

  /// A statement, prepared at its first use.
  func sql(_ text: String) throws(StoreError) -> Statement {
    if let statement = statements[text] { return statement }
    let statement = try connection.prepare(text)
    statements[text] = statement
    return statement
  }

  private func echo(of text: String) -> WriteEcho {
    if let known = echoes[text] { return known }
    let echo = WriteEcho(sql: text)
    echoes[text] = echo
    return echo
  }

  /// Does what was planned. Fails only by the store, and then the group fails.
  func apply(_ plan: consuming Plan) throws(StoreError) {
    for write in plan.writes {
      switch echo(of: write.sql) {
      case .nothing: break
      case .people: people = KnownPeople()
      case .request: requestKeys.note(write.values)
      }
      try sql(write.sql).run(values: write.values)
    }
    if let ledgerPlan = plan.ledger, !ledgerPlan.isEmpty { try ledger.apply(ledgerPlan) }
  }

  /// Writes what belongs to the end of a commit group: the ledger's snapshots and world time.
  package func closeGroup(now: Instant) throws(StoreError) {
    if !hasRecurringTimers {
      try ensureRecurringTimers(now: now)
      hasRecurringTimers = true
    }
    if let key = keys.receipts { try ledger.seal(with: key, now: now) }
    try ledger.closeGroup()
    try store(time: now)
  }

  /// COMMITs of the writing connection since it was opened.
  package var commitCount: Int64 { Int64(connection.commitCount) }

  /// A new public name: a letter and 80 random bits.
  func newName(_ prefix: String) -> String { prefix + Base32.encode(random.bytes(10)) }

  /// The next free row of a table, after those that the plan has taken.
  func newRow(_ table: String, _ plan: inout Plan) throws(StoreError) -> Int64 {
    if let taken = plan.newRows[table] {
      plan.newRows[table] = taken + 1
      return taken + 1
    }
    let last = try sql("SELECT max(id) FROM \(table)").first { $0.integer(0) } ?? 0
    plan.newRows[table] = last + 1
    return last + 1
  }

  /// A release, read once and kept.
  func cached(_ key: ReleaseKey, _ load: () throws -> Release?) rethrows -> Release? {
    if let release = releases[key] { return release }
    guard let release = try load() else { return nil }
    if releases.count >= Platform.releaseCacheLimit { releases.removeAll() }
    releases[key] = release
    return release
  }

  /// World time of the last commit, so that a restarted daemon never runs back.
  package func storedTime() throws(StoreError) -> Instant? {
    try sql("SELECT value FROM fact WHERE name = 'now'").first { $0.text(0) }
      .flatMap { Int64($0) }.map(Instant.init(milliseconds:))
  }

  /// Stores world time with the group that is being committed.
  private func store(time: Instant) throws(StoreError) {
    try sql(
      "INSERT INTO fact VALUES ('now', ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value"
    ).run(.text(String(time.milliseconds)))
    // The clock's own row makes nothing fall due.
    ledger.quietChanges += 1
  }
}

/// What a command will write, decided before anything is written.
struct Plan {
  struct Write {
    let sql: String
    let values: [Value]
  }

  var writes: [Write] = []
  var ledger: LedgerPlan?
  var notices: [Notice] = []
  var owesCalls = false
  /// The last row taken of each table.
  var newRows: [String: Int64] = [:]
  /// The keys of people's own data that the plan makes.
  var personKeys: [Int64: SealingKey] = [:]
  /// The public names of bills that the plan makes.
  var newBills: [Int64: BillID] = [:]
  /// Stock and reservations after what is planned so far.
  var stock = StockOverlay()

  mutating func write(_ sql: String, _ values: Value...) {
    writes.append(Write(sql: sql, values: values))
  }

  mutating func notify(_ person: PersonID, _ method: String, _ params: JSON) {
    notices.append(Notice(person: person, method: method, params: params))
  }
}
