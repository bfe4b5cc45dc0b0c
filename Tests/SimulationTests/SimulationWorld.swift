import Crypto
import Foundation
import Store
import Wire

@testable import Platform

/// The platform over a real file, people with wallets, shops with a program that says yes.
final class SimulationWorld {
  /// Tables of one shop, as its manifest has them.
  static let tables = 9
  /// How long a bill stays open.
  static let billSeconds: Int64 = 300

  let path: String
  private let folder: URL
  private(set) var connection: Connection
  private(set) var platform: Platform
  var now = Instant(milliseconds: 1_763_600_000_000)
  /// People by number: registered ones, who may send to others.
  private(set) var people: [Person] = []
  /// Shops by number, with the payloads of their tables and who owns them.
  private(set) var shops: [(merchant: MerchantID, owner: Person, codes: [String])] = []
  private var keyCount = 0

  init(people count: Int) throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "madang-simulation-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appending(path: "madang.db").path
    (connection, platform) = try Self.open(path)
    for start in stride(from: 0, to: count, by: 250) {
      try group { platform in
        for _ in start..<min(start + 250, count) {
          try self.people.append(self.newPerson(platform))
        }
      }
    }
    for index in 0..<3 { try openShop(index) }
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
  func restart() throws { (connection, platform) = try Self.open(path) }

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

  func shopBalance(_ shop: Int) throws -> Int64 {
    let account = try platform.ledger.find(
      Platform.owner(shops[shop].merchant), .merchant, .krw)
    return account.flatMap { platform.ledger.read($0)?.posted } ?? 0
  }

  func audit() throws -> AuditReport {
    try PlatformReader.audit(Connection.openReadOnly(path: path))
  }

  // MARK: people and shops

  private func newPerson(_ platform: Platform) throws -> Person {
    let params = AdminTokenMethod.Params(key: newKey())
    let made = try platform.makeToken(body(AdminTokenMethod.name, params), now: now).result.get()
    let token = try made.decode(AdminTokenMethod.Result.self)
    return try platform.person(token.person, lang: .english)
  }

  private func openShop(_ index: Int) throws {
    let owner = try group { try self.newPerson($0) }
    let app = AppID("test.shop\(index).table")
    let merchant = MerchantID("shop\(index)")
    let manifest = Self.manifest(app: app, merchant: merchant)
    let params = RegistryPublishMethod.Params(
      key: newKey(), manifest: manifest, source: "/nowhere")
    try run {
      try $0.publish(
        owner, manifest: manifest, digest: String(repeating: "a", count: 64), tools: [:],
        body(RegistryPublishMethod.name, params), now: now)
    }
    let codes = try platform.shopCodes(owner, ShopCodesMethod.Params(app: app))
    shops.append((merchant, owner, codes.codes.map(\.payload)))
  }

  private static func manifest(app: AppID, merchant: MerchantID) -> String {
    """
    {"manifest": 1, "app_id": "\(app.text)", "name": {"ko": "모의 식당", "en": "Simulated Diner"},
     "version": {"name": "1.0", "code": 1}, "merchant": "\(merchant.text)",
     "program": {"name": "Simulated"},
     "features": [
       {"name": "open", "query": true},
       {"name": "order", "confirms": true, "scopes": ["wallet.bill"]},
       {"name": "paid", "visibility": "system"}, {"name": "expired", "visibility": "system"}],
     "routes": [{"code": "table", "feature": "open",
       "params": {"table": {"type": "integer", "minimum": 1, "maximum": \(tables)}}}],
     "on": {"bill.paid": "paid", "bill.expired": "expired"},
     "scopes": {"required": [
       {"name": "records", "reason": "r"}, {"name": "wallet.bill", "reason": "r"}]},
     "deliverWithinSeconds": 600, "limits": {"storageMB": 1}}
    """
  }

  /// Somebody gets up from a table.
  func leave(_ person: Int, _ session: SessionID) throws {
    let params = SessionLeaveMethod.Params(key: newKey(), session: session)
    let body = body(SessionLeaveMethod.name, params)
    try run { try $0.sessionLeave(people[person], params, body, now: now) }
  }

  /// Sits somebody down and orders; the open bill.
  func order(
    _ person: Int, shop: Int, table: Int, amount: Int64
  ) throws -> (session: SessionID, bill: BillID) {
    let caller = people[person]
    let scan = QRScanMethod.Params(key: newKey(), payload: shops[shop].codes[table])
    let seat = try ticket {
      try $0.prepareScan(caller, payload: scan.payload, body(QRScanMethod.name, scan), now: now)
    }
    guard let page = try commit(seat, page: Page(title: "t")) else {
      throw SimulationFault("no page for somebody who sat down")
    }
    let call = SessionCallMethod.Params(
      session: page.session, feature: "order", seenRev: page.rev, key: newKey())
    let ordering = try ticket {
      try $0.prepareCall(caller, call, body(SessionCallMethod.name, call), now: now)
    }
    let line = BillEffect.Line(id: "dish", title: "Dish", quantity: 1, unitAmount: amount)
    let effect = BillEffect(
      key: newKey(), lines: [line], payers: .viewer, expiresSeconds: Self.billSeconds)
    guard let sheet = try commit(ordering, effects: [.bill(effect)])?.sheet else {
      throw SimulationFault("an order without a sheet")
    }
    return (page.session, sheet.bill.bill)
  }

  private func ticket(_ prepare: (Platform) throws -> CallStep) throws -> CallTicket {
    switch try group(prepare) {
    case .call(let ticket): return ticket
    case .answer(let outcome):
      throw SimulationFault("answered without a call: \(try outcome.result.get().text)")
    }
  }

  @discardableResult
  private func commit(
    _ ticket: CallTicket, effects: [Effect] = [], page: Page? = nil
  ) throws -> PageReply? {
    let commit = try group {
      try $0.commit(
        ticket, reads: ReadSet(), page: page, state: nil, effects: effects, now: now)
    }
    switch commit {
    case .conflict(let conflict): throw SimulationFault("a conflict: \(conflict.code)")
    case .done(let outcome):
      let answer = try outcome.result.get()
      if answer.isNull { return nil }
      return try (ticket.wasScanned ? answer["page"] ?? .null : answer).decode(PageReply.self)
    }
  }

  /// The programs take in everything they are owed.
  func deliverAll() throws {
    while true {
      let owed = try group { platform in
        try platform.owedCalls(at: now, limit: 100).compactMap {
          try platform.prepareOwed($0, now: now)
        }
      }
      guard !owed.isEmpty else { return }
      for ticket in owed { try commit(ticket) }
    }
  }
}
