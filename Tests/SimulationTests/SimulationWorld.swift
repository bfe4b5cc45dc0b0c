import Crypto
import Foundation
import Store
import Wire

@testable import Platform

/// The platform over a real file, and people with wallets.
final class SimulationWorld {
  let path: String
  private let folder: URL
  private(set) var connection: Connection
  private(set) var platform: Platform
  var now = Instant(milliseconds: 1_763_600_000_000)
  /// People by number: registered ones, who may send to others; the first also trade.
  private(set) var people: [Person] = []
  /// Everybody's account, once they have one.
  private var accounts: [Int: AccountID] = [:]
  private let settlementRows: Int64
  private var keyCount = 0

  init(people count: Int, traders: Int, settlementRows: Int64) throws {
    self.settlementRows = settlementRows
    folder = FileManager.default.temporaryDirectory
      .appending(path: "madang-simulation-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appending(path: "madang.db").path
    (connection, platform) = try Self.open(path)
    platform.settlementRowsPerGroup = settlementRows
    for start in stride(from: 0, to: count, by: 250) {
      try group { platform in
        for index in start..<min(start + 250, count) {
          try self.people.append(
            self.newPerson(platform, tier: index < traders ? .account : .registered))
        }
      }
    }
  }

  deinit {
    do { try FileManager.default.removeItem(at: folder) } catch {
      print("\(folder.path) stays: \(error)")
    }
  }

  /// A killed process loses nothing the kernel has, so the simulation needs no fsync.
  private static func open(_ path: String) throws -> (Connection, Platform) {
    let connection = try Connection.open(path: path)
    try connection.execute("PRAGMA synchronous = OFF")
    try Migrator.run(Migrations.all, on: connection)
    var keys = PlatformKeys(
      pairwise: try MACKey(Array(repeating: 1, count: 32)),
      codes: [(1, try MACKey(Array(repeating: 2, count: 32)))],
      personal: PersonalKeys([1: try SealingKey(Array(repeating: 3, count: 32))]))
    keys.receipts = try SigningKey(seed: Array(repeating: 4, count: 32))
    return (connection, try Platform(connection, keys: keys, random: SystemRandom()))
  }

  /// The daemon is killed and started again: nothing is written at its end.
  func restart() throws {
    (connection, platform) = try Self.open(path)
    platform.settlementRowsPerGroup = settlementRows
  }

  /// A key nobody used.
  func newKey() -> String {
    keyCount += 1
    return "simulation-key-\(keyCount)"
  }

  func body<P: Encodable>(_ method: String, _ params: P) -> RequestBody {
    guard let body = Platform.body(of: method, JSON(encoding: params)) else {
      preconditionFailure("\(method) has a key")
    }
    return body
  }

  /// Runs one command in a group of its own; what throws leaves no trace.
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

  /// Runs a command and gives its answer or throws its refusal, which is committed as well.
  @discardableResult
  func run(_ body: (Platform) throws -> Outcome<JSON>) throws -> JSON {
    try group(body).result.get()
  }

  /// Plans and applies on the ledger itself.
  @discardableResult
  func ledger(
    _ body: (inout LedgerPlan) throws(StoreError) -> LedgerOutcome
  ) throws -> LedgerOutcome {
    try group { platform in
      var plan = platform.ledger.plan(now: now)
      let outcome = try body(&plan)
      try platform.ledger.apply(plan)
      return outcome
    }
  }

  func account(_ person: Int) throws -> AccountID {
    try group { platform in
      var plan = platform.ledger.plan(now: now)
      let account = try plan.open(Platform.owner(people[person].person), .user, .krw)
      try platform.ledger.apply(plan)
      return account
    }
  }

  func balance(_ person: Int) throws -> (posted: Int64, held: Int64) {
    let balance = try platform.walletBalance(people[person])
    return (balance.posted, balance.held)
  }

  /// What a person's account has, without the wallet's own way to it.
  func posted(person index: Int) throws -> SimulationBooks.Purse {
    if accounts[index] == nil {
      accounts[index] = try platform.ledger.find(
        Platform.owner(people[index].person), .user, .krw)
    }
    guard let balance = accounts[index].flatMap({ platform.ledger.read($0) }) else {
      return SimulationBooks.Purse()
    }
    return SimulationBooks.Purse(posted: balance.posted, held: balance.held)
  }

  /// What became of a mandate's charges: how often each failed, and its receipt once it was paid.
  func charges(of mandate: MandateID) throws -> [(key: String, tries: Int64, bill: BillID?)] {
    try connection.prepare(
      "SELECT c.key, c.tries, b.public FROM mandate_charge c JOIN mandate m ON m.id = c.mandate"
        + " LEFT JOIN bill b ON b.id = c.bill WHERE m.public = ? ORDER BY c.id"
    ).rows(.text(mandate.text)) {
      ($0.text(0), $0.integer(1), $0.optionalText(2).map { BillID($0) })
    }
  }

  /// What somebody's account of a kind has.
  func posted(_ owner: AccountOwner, _ kind: AccountKind) throws -> Int64 {
    let account = try platform.ledger.find(owner, kind, .krw)
    return account.flatMap { platform.ledger.read($0)?.posted } ?? 0
  }

  /// All that settlements took from a merchant.
  func settled(_ merchant: MerchantID) throws -> (fees: Int64, payouts: Int64) {
    try connection.prepare(
      "SELECT ifnull(sum(fee), 0), ifnull(sum(payout), 0) FROM settlement_day WHERE merchant = ?"
    ).first(.text(merchant.text)) { ($0.integer(0), $0.integer(1)) } ?? (0, 0)
  }

  /// The first person opens a shop whose program hears of payments.
  func publish(app: AppID, merchant: MerchantID) throws {
    let manifest = """
      {"manifest": 1, "app_id": "\(app.text)", "name": {"ko": "시험집", "en": "Test House"},
       "version": {"name": "1.0", "code": 1}, "merchant": "\(merchant.text)",
       "program": {"name": "Test"},
       "features": [
         {"name": "open", "query": true},
         {"name": "act", "scopes": ["wallet.bill", "wallet.mandate"]},
         {"name": "heard", "visibility": "system"}],
       "routes": [{"code": "table", "feature": "open",
         "params": {"table": {"type": "integer", "minimum": 1, "maximum": 100}}}],
       "on": {"bill.paid": "heard", "bill.refunded": "heard", "hold.released": "heard",
         "mandate.approved": "heard", "mandate.charged": "heard", "mandate.failed": "heard"},
       "scopes": {"required": [
         {"name": "wallet.bill", "reason": "r"}, {"name": "wallet.mandate", "reason": "r"}]},
       "deliverWithinSeconds": 600, "limits": {"storageMB": 1}}
      """
    let params = RegistryPublishMethod.Params(
      key: newKey(), manifest: manifest, source: "/nowhere")
    let body = body(RegistryPublishMethod.name, params)
    try run {
      try $0.publish(
        people[0], manifest: manifest, digest: String(repeating: "a", count: 64), tools: [:],
        body, now: now)
    }
  }

  func audit() throws -> AuditReport {
    try PlatformReader.audit(Connection.openReadOnly(path: path))
  }

  // MARK: people

  private func newPerson(_ platform: Platform, tier: Tier) throws -> Person {
    let params = AdminTokenMethod.Params(key: newKey())
    let made = try platform.makeToken(body(AdminTokenMethod.name, params), now: now).result.get()
    let token = try made.decode(AdminTokenMethod.Result.self)
    try platform.sql("UPDATE person SET tier = ? WHERE public = ?")
      .run(.text(tier.rawValue), .text(token.person.text))
    return try platform.person(token.person, lang: .english)
  }
}
