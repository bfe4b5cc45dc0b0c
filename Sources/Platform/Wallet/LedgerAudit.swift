import Crypto
package import Store
import Wire

/// Recomputes every number of the ledger from the log alone, in one pass, on one unchanging view of
/// the file; a read-only connection is enough and the daemon keeps working.
package struct LedgerAudit {
  struct AuditedAccount {
    var account: Account
    let snapshot: Account
  }

  let table: LedgerTable
  let connection: Connection
  private let snapshot: Statement
  private let memo: Statement

  var report = LedgerReport()
  var accounts: [AuditedAccount] = []
  var holds: [RowID: LedgerRow] = [:]
  var refunds: [RowID: Int64] = [:]
  var unfinished: [LedgerRow] = []
  var unpagedKeys: [UInt64] = []
  let keyPage: Statement
  /// Closed segments, and what their indexes must come to.
  var segments: [AuditedSegment] = []
  /// Signed heads by the row they end at, checked when that row's hash is known.
  var seals: [Int64: [LedgerSeal]] = [:]
  private var buffer = CanonicalBytes()

  private init(_ connection: Connection) throws(StoreError) {
    self.connection = connection
    table = try LedgerTable(connection)
    snapshot = try connection.prepare(
      "SELECT owner, kind, currency, posted, held, least, head FROM account WHERE id = ?")
    keyPage = try connection.prepare("SELECT fingerprints FROM ledger_keys WHERE first = ?")
    memo = try connection.prepare("SELECT memo FROM ledger_memo WHERE transfer = ?")
  }

  /// Audits the whole file; throws only where it cannot be read.
  package static func run(_ connection: Connection) throws(StoreError) -> LedgerReport {
    try connection.snapshot { () throws(StoreError) in
      var audit = try LedgerAudit(connection)
      try audit.run()
      return audit.report
    }
  }

  private mutating func run() throws(StoreError) {
    let last = try table.lastRow()
    try loadSegments()
    try loadSeals()
    var next = RowID.none.next
    // One row at a time by number: a gap is then a missing row, not a silent jump.
    while next <= last, report.fault == nil {
      if let row = try table.row(next) {
        try check(row)
      } else {
        fail(.row(next), "the row is missing")
      }
      next = next.next
    }
    if report.fault == nil { try checkTables() }
    for audited in accounts {
      report.sums[audited.account.currency.rawValue, default: 0] += audited.account.posted
    }
  }

  mutating func fail(_ place: LedgerReport.Fault.Place, _ reason: String) {
    guard report.fault == nil else { return }
    report.fault = LedgerReport.Fault(place: place, reason: reason)
  }

  private mutating func check(_ row: LedgerRow) throws(StoreError) {
    if let reason = checkPlace(row) { return fail(.row(row.id), reason) }
    let reason: String?
    switch row.kind {
    case .open: reason = try open(row)
    case .limit: reason = limit(row)
    case .post, .hold, .capture, .release, .expire: reason = try move(row)
    }
    if let reason { return fail(.row(row.id), reason) }
    checkSnapshots(of: row)
    try checkKey(of: row)
    unfinished.append(row)
    report.head.row = row.id
    report.head.at = row.at
    if let hash = row.hash { try finish(row, hash) }
  }

  private func checkPlace(_ row: LedgerRow) -> String? {
    guard row.at >= report.head.at else { return "time runs back" }
    guard let first = unfinished.first else {
      let expected = report.head.transfer.rawValue + 1
      guard row.transfer.rawValue == expected else { return "the transfer is not \(expected)" }
      return row.leg == 0 ? nil : "the transfer's first leg is missing"
    }
    guard row.transfer == first.transfer, row.leg == Int64(unfinished.count) else {
      return "transfer \(first.transfer.rawValue) has no last leg"
    }
    return row.kind == first.kind && row.at == first.at && row.key == nil
      ? nil : "the leg differs from its transfer's first"
  }

  private mutating func finish(_ row: LedgerRow, _ hash: Digest) throws(StoreError) {
    guard LedgerRow.chain(report.head.hash, unfinished, buffer: &buffer) == hash else {
      return fail(.row(unfinished[0].id), "the hash does not follow from the rows before")
    }
    report.head.hash = hash
    report.head.transfer = row.transfer
    checkSeals()
    if row.debit != .none { report.transfers += 1 }
    try checkMemo(of: unfinished[0])
    unfinished.removeAll(keepingCapacity: true)
  }

  /// An erased memo is in order; one that is there must be the one that was sealed.
  private mutating func checkMemo(of row: LedgerRow) throws(StoreError) {
    guard let expected = row.memoHash else { return }
    guard let bytes = try memo.first(.integer(row.transfer.rawValue), read: { $0.blob(0) }) else {
      return
    }
    guard Blake2b.hash(bytes) == expected else {
      return fail(.memo(row.transfer), "the memo is not the one that was written")
    }
  }

  private mutating func open(_ row: LedgerRow) throws(StoreError) -> String? {
    guard row.credit.rawValue == Int64(accounts.count + 1) else { return "a gap in the accounts" }
    guard let kind = AccountKind(rawValue: row.ref) else { return "an unknown kind of account" }
    let columns = [row.amount, row.creditPosted, row.creditHeld, row.creditPrevious.rawValue]
    guard columns.allSatisfy({ $0 == 0 }), row.debit == .none else {
      return "a new account is not empty"
    }
    guard let stored = try storedSnapshot(row.credit) else {
      return "account \(row.credit.rawValue) is missing"
    }
    guard stored.owner == row.principal, stored.account.kind == kind,
      stored.account.currency == row.currency
    else { return "account \(row.credit.rawValue) differs from the row that opened it" }
    var account = Account(id: row.credit, kind: kind, currency: row.currency)
    if stored.account.head == .none, stored.account != account {
      return "the snapshot of account \(row.credit.rawValue) is wrong before its first row"
    }
    account.head = row.id
    accounts.append(AuditedAccount(account: account, snapshot: stored.account))
    report.accounts += 1
    return nil
  }

  private func storedSnapshot(
    _ id: AccountID
  ) throws(StoreError) -> (owner: String, account: Account)? {
    snapshot.bind(1, id.rawValue)
    guard try snapshot.step() else { return nil }
    defer { snapshot.reset() }
    guard let kind = AccountKind(rawValue: snapshot.integer(1)) else { return nil }
    var account = Account(id: id, kind: kind, currency: try .stored(snapshot.text(2)))
    account.posted = snapshot.integer(3)
    account.held = snapshot.integer(4)
    account.least = snapshot.optionalInteger(5)
    account.head = RowID(rawValue: snapshot.integer(6))
    return (snapshot.text(0), account)
  }
}
