import Crypto
import Store
import TestSupport
import Testing
import Wire

@testable import Platform

/// The domain over a real file, with a clock that the test moves and randomness from a seed.
final class DomainWorld {
  /// What every test world starts at.
  static let start = Instant(milliseconds: 1_763_600_000_000)

  let directory: TemporaryDirectory
  private(set) var connection: Connection
  private(set) var platform: Platform
  var now = DomainWorld.start
  /// Everything people were told, in order.
  private(set) var notices: [Notice] = []
  private var people: [String: Person] = [:]
  private var keyCount = 0
  private var reopenCount: UInt64 = 0

  init(seed: UInt64 = 1, providers: IdentityProviders = .standard) throws {
    directory = try TemporaryDirectory()
    (connection, platform) = try DomainWorld.open(
      directory.database, seed: seed, providers: providers)
  }

  private static func open(
    _ path: String, seed: UInt64, providers: IdentityProviders = .standard
  ) throws -> (Connection, Platform) {
    let connection = try Connection.open(path: path)
    // A process that ends loses nothing the kernel has, so these tests need no fsync.
    try connection.execute("PRAGMA synchronous = OFF")
    try Migrator.run(Migrations.all, on: connection)
    var keys = PlatformKeys(
      pairwise: try MACKey(Array(repeating: 1, count: 32)),
      codes: [(1, try MACKey(Array(repeating: 2, count: 32)))],
      personal: PersonalKeys([1: try SealingKey(Array(repeating: 3, count: 32))]))
    keys.gate = (
      try MACKey(Array(repeating: 4, count: 32)),
      try SigningKey(seed: Array(repeating: 5, count: 32))
    )
    return (
      connection,
      try Platform(
        connection, keys: keys, random: SeededRandom(seed: seed), providers: providers)
    )
  }

  /// Closes the file and opens it again, as a new daemon would.
  func reopen() throws {
    people = [:]
    // Another run of the daemon draws other names.
    reopenCount += 1
    (connection, platform) = try DomainWorld.open(
      directory.database, seed: 99 + reopenCount)
  }

  /// Runs one command in a group of its own.
  @discardableResult
  func group<R>(_ body: (Platform) throws -> R) throws -> R {
    try connection.begin()
    do {
      let result = try body(platform)
      try platform.closeGroup(now: now)
      try connection.commit()
      return result
    } catch {
      try connection.rollback()
      try platform.reload()
      throw error
    }
  }

  /// Runs a command that tells people things; throws its refusal.
  @discardableResult
  func run(_ body: (Platform) throws -> Outcome<JSON>) throws -> JSON {
    let outcome = try group(body)
    notices += outcome.notices
    return try outcome.result.get()
  }

  /// A person by the test's name for them.
  func person(_ name: String) throws -> Person {
    if let known = people[name] { return known }
    let seed = Array(name.utf8) + Array(repeating: 0, count: 32 - name.utf8.count)
    let device = try SigningKey(seed: seed).publicKey
    let person = try group { try $0.identify(device: device, lang: .english, now: now) }
    people[name] = person
    return person
  }

  /// A person as a new request of theirs would be: with today's tier, or refused.
  func caller(_ name: String) throws -> Person {
    let known = try person(name)
    return try platform.person(known.person, credential: known.credential, lang: known.lang)
  }

  /// Says hello anew with a person's device: after it became somebody else's.
  @discardableResult
  func hello(_ name: String) throws -> Person {
    people[name] = nil
    return try person(name)
  }

  /// Has somebody read anew from the file.
  func forget(_ name: String) { people[name] = nil }

  func note(_ more: [Notice]) { notices += more }

  /// A key nobody used.
  func newKey() -> String {
    keyCount += 1
    return "test-key-" + String(repeating: "0", count: 10 - String(keyCount).count)
      + String(keyCount)
  }

  func body<P: Encodable>(_ method: String, _ params: P) throws -> RequestBody {
    try #require(Platform.body(of: method, JSON(encoding: params)))
  }

  /// What a person was told by a notification, newest last.
  func told(_ name: String, _ method: String) throws -> [JSON] {
    let person = try person(name).person
    return notices.filter { $0.person == person && $0.method == method }.map(\.params)
  }
}

/// Commands in the words of a test.
extension DomainWorld {
  func topUp(_ name: String, _ amount: Int64, key: String? = nil) throws {
    let params = WalletTopUpMethod.Params(key: key ?? newKey(), amount: amount, currency: .krw)
    let caller = try person(name)
    let body = try body(WalletTopUpMethod.name, params)
    try run { try $0.topUp(caller, params, body, now: now) }
  }

  func balance(_ name: String) throws -> Int64 {
    let caller = try person(name)
    return try platform.walletBalance(caller).available
  }

  /// Publishes the test app; features do what the test commits for them.
  func publish(
    as name: String = "owner", version: Int64 = 1, app: String = "test.shop.table",
    merchant: String = "shop", extra: String = "", features: String = ""
  ) throws {
    try publish(
      as: name,
      manifest: DomainWorld.manifest(
        version: version, app: app, merchant: merchant, extra: extra, features: features))
  }

  /// Publishes an app from the text of its manifest.
  func publish(as name: String, manifest: String) throws {
    let params = RegistryPublishMethod.Params(
      key: newKey(), manifest: manifest, source: "/nowhere")
    let caller = try person(name)
    let body = try body(RegistryPublishMethod.name, params)
    try run {
      try $0.publish(
        caller, manifest: manifest, digest: String(repeating: "a", count: 64), tools: [:], body,
        now: now)
    }
  }

  static func manifest(
    version: Int64 = 1, app: String = "test.shop.table", merchant: String = "shop",
    extra: String = "", features: String = ""
  ) -> String {
    let more = features.isEmpty ? "" : ", " + features
    return """
      {"manifest": 1, "app_id": "\(app)", "name": {"ko": "시험집", "en": "Test House"},
       "version": {"name": "1.0", "code": \(version)}, "merchant": "\(merchant)",
       "program": {"name": "Test"},
       "features": [
         {"name": "open", "query": true}, {"name": "change"},
         {"name": "code", "scopes": ["qr"]}, {"name": "look", "query": true},
         {"name": "order", "confirms": true, "scopes": ["wallet.bill"]},
         {"name": "share", "scopes": ["wallet.collect"]},
         {"name": "board", "visibility": "staff", "query": true},
         {"name": "ready", "visibility": "staff"},
         {"name": "paid", "visibility": "system"}, {"name": "expired", "visibility": "system"},
         {"name": "joined", "visibility": "system"}, {"name": "tick", "visibility": "system"}
         \(more)],
       "routes": [{"code": "table", "feature": "open",
         "params": {"table": {"type": "integer", "minimum": 1, "maximum": 3}}}],
       "on": {"bill.paid": "paid", "bill.expired": "expired", "session.joined": "joined"},
       "scopes": {"required": [
         {"name": "records", "reason": "r"}, {"name": "wallet.bill", "reason": "r"},
         {"name": "wallet.collect", "reason": "r"}, {"name": "inbox", "reason": "r"},
         {"name": "timers", "reason": "r"}, {"name": "qr", "reason": "r"}]},
       "receiptActions": {"split": "open"},
       "deliverWithinSeconds": 600, "limits": {"storageMB": 1}\(extra)}
      """
  }

  /// The code printed on a table.
  func tableCode(_ table: Int, app: String = "test.shop.table") throws -> String {
    let codes = try platform.shopCodes(
      try person("owner"), ShopCodesMethod.Params(app: AppID(app)))
    return try #require(codes.codes.first { $0.place == String(table) }).payload
  }

  /// Scans and gives the ticket that the program would be called with.
  func scan(_ name: String, _ payload: String, key: String? = nil) throws -> CallTicket {
    let params = QRScanMethod.Params(key: key ?? newKey(), payload: payload)
    let caller = try person(name)
    let body = try body(QRScanMethod.name, params)
    return try ticket {
      try $0.prepareScan(caller, payload: payload, body, now: now)
    }
  }

  /// Calls a feature and gives its ticket.
  func call(
    _ name: String, _ session: SessionID, _ feature: String, seenRev: Int64? = nil,
    key: String? = nil
  ) throws -> CallTicket {
    let params = SessionCallMethod.Params(
      session: session, feature: feature, seenRev: seenRev, key: key ?? newKey())
    let caller = try person(name)
    let body = try body(SessionCallMethod.name, params)
    return try ticket { try $0.prepareCall(caller, params, body, now: now) }
  }

  func ticket(_ prepare: (Platform) throws -> CallStep) throws -> CallTicket {
    switch try group(prepare) {
    case .call(let ticket): return ticket
    case .answer(let outcome):
      _ = try outcome.result.get()
      throw DomainWorldFault.noCall
    }
  }

  /// Commits what the program of the test answered; throws a conflict as such.
  @discardableResult
  func commit(
    _ ticket: CallTicket, state: JSON? = nil, effects: [Effect] = [], page: Page? = nil,
    reads: ReadSet = ReadSet()
  ) throws -> PageReply? {
    let commit = try group {
      try $0.commit(
        ticket, reads: reads, page: page, state: state, effects: effects, now: now)
    }
    switch commit {
    case .conflict(let conflict): throw DomainWorldFault.conflict(conflict.code)
    case .done(let outcome):
      notices += outcome.notices
      let answer = try outcome.result.get()
      if answer.isNull { return nil }
      return try (ticket.wasScanned ? answer["page"] ?? .null : answer).decode(PageReply.self)
    }
  }

  /// Sits somebody down at a table.
  @discardableResult
  func sit(_ name: String, table: Int = 1) throws -> PageReply {
    try #require(try commit(try scan(name, try tableCode(table)), page: Page(title: "t")))
  }

  /// Orders for one person: a bill of one line.
  func order(
    _ name: String, _ session: SessionID, _ amount: Int64, key: String,
    payers: BillEffect.Payers = .viewer, owner: PairwiseID? = nil
  ) throws -> PageReply {
    let rev = try #require(try platform.session(session)).rev
    let line = BillEffect.Line(
      id: "dish", title: "Dish", quantity: 1, unitAmount: amount, owner: owner)
    return try #require(
      try commit(
        try call(name, session, "order", seenRev: rev), state: ["ordered": .string(key)],
        effects: [.bill(BillEffect(key: key, lines: [line], payers: payers))]))
  }

  @discardableResult
  func pay(
    _ name: String, _ bill: BillID, _ amount: Int64, key: String? = nil
  ) throws -> JSON {
    let params = BillPayMethod.Params(key: key ?? newKey(), bill: bill, amount: amount)
    let caller = try person(name)
    let body = try body(BillPayMethod.name, params)
    return try run { try $0.billPay(caller, params, body, now: now) }
  }

  /// The owed calls that may be made now, as tickets.
  func owed() throws -> [CallTicket] {
    try group { platform in
      try platform.owedCalls(at: now, limit: 100).compactMap {
        try platform.prepareOwed($0, now: now)
      }
    }
  }

  /// Delivers everything that is owed, doing nothing in the program.
  func deliverAll() throws {
    while case let tickets = try owed(), !tickets.isEmpty {
      for ticket in tickets { try commit(ticket) }
    }
  }

  func inbox(_ name: String) throws -> [InboxMessage] {
    let caller = try person(name)
    return try group { try $0.inboxList(caller, InboxListMethod.Params(), now: now) }.messages
  }

  /// The audit of the file, from its log alone.
  func audit() throws -> AuditReport { try PlatformReader.audit(connection) }
}

/// What a test world throws besides refusals.
enum DomainWorldFault: Error, Equatable {
  /// The command answered without a call.
  case noCall
  /// The call must be made again.
  case conflict(String)
}

/// What a body throws, in a word a table can compare: an error code, `conflict`, or `ok`.
func verdict(_ body: () throws -> Void) -> String {
  do {
    try body()
    return "ok"
  } catch let refusal as Refusal {
    return refusal.code.name
  } catch DomainWorldFault.conflict(let code) {
    return "conflict \(code)"
  } catch {
    return "\(error)"
  }
}
