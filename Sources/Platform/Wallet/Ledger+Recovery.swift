import Crypto
import Store
import Wire

/// Loading: snapshots first, then only the rows behind them.
extension Ledger {
  /// Rebuilds memory from the file; a file the ledger cannot have written is an error.
  func recover() throws(StoreError) {
    head = LedgerHead()
    accounts = []
    holds = [:]
    keys = KeyIndex()
    lastRefusal = 0
    snapshots = SnapshotQueue()
    owners = [:]
    isGroupOpen = false
    try loadAccounts()
    try loadHead()
    try replay(from: try clean().next)
    try loadHolds()
    try loadKeys()
    state = .ready
  }

  private func loadAccounts() throws(StoreError) {
    let select = try connection.prepare(
      "SELECT id, kind, currency, posted, held, least, head FROM account ORDER BY id")
    while try select.step() {
      let id = AccountID(rawValue: select.integer(0))
      guard let kind = AccountKind(rawValue: select.integer(1)),
        id.rawValue == Int64(accounts.count + 1)
      else { throw .damaged("account \(id.rawValue)") }
      var account = Account(id: id, kind: kind, currency: try .stored(select.text(2)))
      account.posted = select.integer(3)
      account.held = select.integer(4)
      account.least = select.optionalInteger(5)
      account.head = RowID(rawValue: select.integer(6))
      accounts.append(account)
    }
  }

  private func loadHead() throws(StoreError) {
    let last = try table.lastRow()
    guard last != .none else { return }
    guard let row = try table.row(last), let hash = row.hash else {
      throw .damaged("ledger_log row \(last.rawValue): the last transfer is incomplete")
    }
    head = LedgerHead(row: row.id, transfer: row.transfer, hash: hash, at: row.at)
  }

  private func clean() throws(StoreError) -> RowID {
    let select = try connection.prepare("SELECT clean FROM ledger_head")
    return try select.first { RowID(rawValue: $0.integer(0)) } ?? .none
  }

  private func replay(from first: RowID) throws(StoreError) {
    try table.rows(from: first) { (row) throws(StoreError) in
      if row.debit != .none {
        try replay(row, into: row.debit, posted: row.debitPosted, held: row.debitHeld)
      }
      try replay(row, into: row.credit, posted: row.creditPosted, held: row.creditHeld)
      return true
    }
  }

  /// Each row carries what both accounts had after it, so replaying is copying.
  private func replay(
    _ row: LedgerRow, into id: AccountID, posted: Int64, held: Int64
  ) throws(StoreError) {
    guard let account = account(id) else {
      throw .damaged("ledger_log row \(row.id.rawValue): no account \(id.rawValue)")
    }
    guard row.id > account.head else { return }
    let index = Int(id.rawValue) - 1
    accounts[index].posted = posted
    accounts[index].held = held
    accounts[index].head = row.id
    if row.kind == .limit { accounts[index].least = -row.amount }
    snapshots.touch(id, by: row.id)
  }

  private func loadHolds() throws(StoreError) {
    let select = try connection.prepare(
      "SELECT row, transfer, debit, credit, amount, expires FROM ledger_hold")
    while try select.step() {
      let hold = OpenHold(
        row: RowID(rawValue: select.integer(0)),
        transfer: TransferNumber(rawValue: select.integer(1)),
        debit: AccountID(rawValue: select.integer(2)),
        credit: AccountID(rawValue: select.integer(3)), amount: select.integer(4),
        expires: Instant(milliseconds: select.integer(5)))
      holds[hold.transfer] = hold
    }
  }

  private func loadKeys() throws(StoreError) {
    keys.reserve(Int(head.row.rawValue))
    let select = try connection.prepare(
      "SELECT id, principal, key FROM ledger_log WHERE key IS NOT NULL ORDER BY id")
    while try select.step() {
      let fingerprint = RequestKey.fingerprint(
        principal: select.text(1), key: select.text(2))
      keys.insert(fingerprint, at: select.integer(0))
    }
    let refused = try connection.prepare(
      "SELECT id, principal, key FROM ledger_refusal ORDER BY id")
    while try refused.step() {
      lastRefusal = refused.integer(0)
      let fingerprint = RequestKey.fingerprint(
        principal: refused.text(1), key: refused.text(2))
      keys.insert(fingerprint, at: -lastRefusal)
    }
  }
}
