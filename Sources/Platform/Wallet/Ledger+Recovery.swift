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
    unpagedKeys = []
    owners = [:]
    openRows = nil
    try loadAccounts()
    try loadHead()
    let clean = try self.clean()
    snapshots = SnapshotSweep(clean: clean, head: head.row)
    try replay(from: clean.next)
    try loadHolds()
    try loadSegments()
    try loadKeys()
    try loadSeal()
    state = .ready
  }

  private func loadAccounts() throws(StoreError) {
    let select = try connection.prepare(
      "SELECT id, kind, currency, posted, held, least, head FROM account ORDER BY id")
    // Almost always the same one: comparing is quicker than reading its name.
    var (code, currency) = (Currency.krw.rawValue, Currency.krw)
    while try select.step() {
      let id = AccountID(rawValue: select.integer(0))
      guard let kind = AccountKind(rawValue: select.integer(1)),
        id.rawValue == Int64(accounts.count + 1)
      else { throw .damaged("account \(id.rawValue)") }
      let text = select.text(2)
      if text != code { (code, currency) = (text, try .stored(text)) }
      var account = Account(id: id, kind: kind, currency: currency)
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

  /// Each row carries what both accounts had after it, so replaying is copying; only the columns
  /// it needs are read, because a restart waits for this.
  private func replay(from first: RowID) throws(StoreError) {
    let select = try connection.prepare(
      """
      SELECT id, debit, debit_posted, debit_held, credit, credit_posted, credit_held, kind, amount
      FROM ledger_log WHERE id >= ? ORDER BY id
      """)
    select.bind(1, first.rawValue)
    while try select.step() {
      let id = RowID(rawValue: select.integer(0))
      let debit = AccountID(rawValue: select.integer(1))
      if debit != .none {
        try replay(id, into: debit, posted: select.integer(2), held: select.integer(3))
      }
      let credit = AccountID(rawValue: select.integer(4))
      try replay(id, into: credit, posted: select.integer(5), held: select.integer(6))
      if select.integer(7) == LedgerKind.limit.rawValue {
        accounts[Int(credit.rawValue) - 1].least = -select.integer(8)
      }
    }
  }

  private func replay(
    _ row: RowID, into id: AccountID, posted: Int64, held: Int64
  ) throws(StoreError) {
    let index = Int(id.rawValue) - 1
    guard accounts.indices.contains(index) else {
      throw .damaged("ledger_log row \(row.rawValue): no account \(id.rawValue)")
    }
    guard row > accounts[index].head else { return }
    accounts[index].posted = posted
    accounts[index].held = held
    accounts[index].head = row
    snapshots.touch(id)
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

  /// Pages first, then the rows behind the last one.
  private func loadKeys() throws(StoreError) {
    let closed = segments.last?.last ?? 0
    lastRefusal =
      try connection.prepare("SELECT max(id) FROM ledger_refusal")
      .first { $0.integer(0) } ?? 0
    let forgotten = max(0, lastRefusal - Int64(keyLimits.refusals))
    keys = KeyIndex(keyLimits, closed: closed, rows: head.row.rawValue, refused: forgotten)
    var next = closed + 1
    let pages = try connection.prepare(
      "SELECT first, fingerprints FROM ledger_keys WHERE first >= ? ORDER BY first")
    pages.bind(1, next)
    while try pages.step() {
      guard pages.integer(0) == next, let words = pages.words(1), words.count == KeyPage.rows
      else { throw .damaged("ledger_keys \(next)") }
      for fingerprint in words {
        if fingerprint != 0 { keys.insert(fingerprint, at: next) }
        next += 1
      }
    }
    let select = try connection.prepare(
      "SELECT id, principal, key FROM ledger_log WHERE id >= ? ORDER BY id")
    select.bind(1, next)
    while try select.step() {
      guard !select.isNull(2) else {
        unpagedKeys.append(0)
        continue
      }
      let fingerprint = RequestKey.fingerprint(
        principal: select.text(1), key: select.text(2))
      keys.insert(fingerprint, at: select.integer(0))
      unpagedKeys.append(fingerprint)
    }
    try loadRefusedKeys()
  }

  private func loadRefusedKeys() throws(StoreError) {
    let refused = try connection.prepare(
      "SELECT id, principal, key FROM ledger_refusal WHERE id > ? ORDER BY id")
    refused.bind(1, keys.forgottenRefusals)
    while try refused.step() {
      let fingerprint = RequestKey.fingerprint(
        principal: refused.text(1), key: refused.text(2))
      keys.insert(fingerprint, at: -refused.integer(0))
    }
  }

  private func loadSeal() throws(StoreError) {
    let last = try connection.prepare("SELECT max(day) FROM ledger_seal")
    sealedDay = try last.first { $0.optionalInteger(0) } ?? nil
  }
}
