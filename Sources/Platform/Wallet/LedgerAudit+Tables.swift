import Crypto
import Store
import Wire

/// What stands beside the log must follow from it.
extension LedgerAudit {
  mutating func checkTables() throws(StoreError) {
    if let first = unfinished.first {
      return fail(.row(first.id), "the last transfer is incomplete")
    }
    try checkHead()
    try checkAccounts()
    try checkHolds()
    try checkRefunds()
    try checkSegments()
    if let row = seals.keys.min() {
      fail(.head, "row \(row) was signed and is not there")
    }
    let pages = try connection.prepare("SELECT count(*) FROM ledger_keys").first { $0.integer(0) }
    if let pages, pages > report.head.row.rawValue / Int64(KeyPage.rows) {
      fail(.head, "there are keys of rows the log does not have")
    }
  }

  /// A page of keys may still be missing at the end of the log, never before another.
  mutating func checkKey(of row: LedgerRow) throws(StoreError) {
    let fingerprint =
      if let principal = row.principal, let key = row.key {
        RequestKey.fingerprint(principal: principal, key: key)
      } else { UInt64(0) }
    unpagedKeys.append(fingerprint)
    if fingerprint != 0 { note(fingerprint, at: row.id.rawValue) }
    guard unpagedKeys.count == KeyPage.rows else { return }
    let first = row.id.rawValue + 1 - Int64(KeyPage.rows)
    let stored = try keyPage.first(.integer(first)) { $0.words(0) ?? [] }
    if let stored, stored != unpagedKeys {
      fail(.keys(RowID(rawValue: first)), "the fingerprints differ from the keys of the rows")
    }
    unpagedKeys.removeAll(keepingCapacity: true)
  }

  private mutating func checkHead() throws(StoreError) {
    let select = try connection.prepare("SELECT row, hash, clean FROM ledger_head")
    let stored = try select.first { ($0.integer(0), $0.blob(1), $0.integer(2)) }
    guard let (row, hash, clean) = stored else {
      if report.head.row != .none { fail(.head, "the note of where the log ends is missing") }
      return
    }
    guard row == report.head.row.rawValue, hash == report.head.hash.bytes, clean <= row else {
      return fail(.head, "the log ended at row \(row)")
    }
    for audited in accounts where audited.account.head.rawValue <= clean {
      guard audited.snapshot.head == audited.account.head else {
        return fail(.account(audited.account.id), "the snapshot is older than it claims")
      }
    }
  }

  private mutating func checkAccounts() throws(StoreError) {
    let count = try connection.prepare("SELECT count(*) FROM account").first { $0.integer(0) }
    guard count == Int64(accounts.count) else {
      return fail(.head, "there are accounts the log never opened")
    }
    for audited in accounts where audited.snapshot.head > audited.account.head {
      return fail(.account(audited.account.id), "the snapshot is ahead of the log")
    }
  }

  private mutating func checkHolds() throws(StoreError) {
    let select = try connection.prepare(
      "SELECT row, transfer, debit, credit, amount, expires FROM ledger_hold ORDER BY row")
    while try select.step() {
      let id = RowID(rawValue: select.integer(0))
      let columns = (1...5).map { select.integer($0) }
      guard let hold = holds.removeValue(forKey: id),
        columns == [
          hold.transfer.rawValue, hold.debit.rawValue, hold.credit.rawValue, hold.amount, hold.ref,
        ]
      else { return fail(.hold(id), "the hold is not open in the log") }
    }
    if let missing = holds.keys.min() { fail(.hold(missing), "the open hold is missing") }
  }

  private mutating func checkRefunds() throws(StoreError) {
    let select = try connection.prepare("SELECT row, amount FROM ledger_refund ORDER BY row")
    while try select.step() {
      let id = RowID(rawValue: select.integer(0))
      guard refunds.removeValue(forKey: id) == select.integer(1) else {
        return fail(.refund(id), "the sum differs from the log's refunds")
      }
    }
    if let missing = refunds.keys.min() { fail(.refund(missing), "the sum is missing") }
  }
}
