import Crypto
import Platform
import Store
import TestSupport
import Testing
import Wire

/// A ledger in a file of its own, driven one group at a time.
final class LedgerFixture {
  let directory: TemporaryDirectory
  private(set) var connection: Connection
  private(set) var ledger: Ledger
  var now = Instant(milliseconds: 1_763_680_000_000)

  private let keyLimits: KeyLimits

  init(keyLimits: KeyLimits = .standard) throws {
    self.keyLimits = keyLimits
    directory = try TemporaryDirectory()
    connection = try Self.connect(directory)
    try Migrator.run(Migrations.all, on: connection)
    ledger = try Ledger(connection, keyLimits: keyLimits)
  }

  /// A killed process loses nothing the kernel has, so these tests need no fsync; it is half their
  /// time.
  private static func connect(_ directory: TemporaryDirectory) throws -> Connection {
    let connection = try Connection.open(path: directory.database)
    try connection.execute("PRAGMA synchronous = OFF")
    return connection
  }

  /// Plans, applies and commits in one group of its own; what is refused leaves no trace.
  @discardableResult
  func run<R>(_ body: (inout LedgerPlan) throws(StoreError) -> R) throws -> R {
    try connection.group { () throws(StoreError) in
      var plan = ledger.plan(now: now)
      let result = try body(&plan)
      try ledger.apply(plan)
      try ledger.closeGroup()
      return result
    }
  }

  /// Ends the connection as a killed process would, and starts again from the file.
  func reopen() throws {
    connection = try Self.connect(directory)
    try Migrator.run(Migrations.all, on: connection)
    ledger = try Ledger(connection, keyLimits: keyLimits)
  }

  func open(_ name: String, _ kind: AccountKind = .user) throws -> AccountID {
    try run { (plan) throws(StoreError) in try plan.open(AccountOwner(name), kind, .krw) }
  }

  func reader() throws -> LedgerReader {
    try LedgerReader(Connection.openReadOnly(path: directory.database))
  }

  func audit() throws -> LedgerReport {
    try LedgerAudit.run(Connection.openReadOnly(path: directory.database))
  }

  func balances() -> [Balance] {
    (0..<ledger.accountCount).compactMap { ledger.read(AccountID(rawValue: Int64($0 + 1))) }
  }
}

func won(_ amount: Int64) -> Money {
  Money(amount, .krw)
}

func requestKey(_ key: String, principal: String = "p_me", body: String = "") -> RequestKey {
  RequestKey(principal: principal, key: key, bodyHash: Blake2b.hash(Array(body.utf8)))
}
