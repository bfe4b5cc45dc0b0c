import Crypto
import Store
import Wire

/// The statements that write the ledger, prepared once for the writing connection.
struct LedgerWriter {
  private let log: Statement
  private let open: Statement
  private let snapshot: Statement
  private let head: Statement
  private let hold: Statement
  private let endHold: Statement
  private let refund: Statement
  private let memo: Statement
  private let refusal: Statement
  private let keyPage: Statement
  private let segmentPage: Statement
  private let segment: Statement
  private let seal: Statement

  init(_ connection: Connection) throws(StoreError) {
    log = try connection.prepare(
      """
      INSERT INTO ledger_log(\(LedgerTable.columns))
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    open = try connection.prepare(
      """
      INSERT INTO account(id, owner, kind, currency, posted, held, least, head)
      VALUES (?, ?, ?, ?, 0, 0, ?, ?)
      """)
    snapshot = try connection.prepare(
      "UPDATE account SET posted = ?, held = ?, least = ?, head = ? WHERE id = ?")
    head = try connection.prepare(
      """
      INSERT INTO ledger_head(id, row, clean, hash) VALUES (1, ?, ?, ?)
      ON CONFLICT(id) DO UPDATE SET row = excluded.row, clean = excluded.clean,
        hash = excluded.hash
      """)
    hold = try connection.prepare("INSERT INTO ledger_hold VALUES (?, ?, ?, ?, ?, ?)")
    endHold = try connection.prepare("DELETE FROM ledger_hold WHERE row = ?")
    refund = try connection.prepare(
      """
      INSERT INTO ledger_refund(row, amount) VALUES (?, ?)
      ON CONFLICT(row) DO UPDATE SET amount = amount + excluded.amount
      """)
    memo = try connection.prepare("INSERT INTO ledger_memo(transfer, memo) VALUES (?, ?)")
    keyPage = try connection.prepare("INSERT INTO ledger_keys(first, fingerprints) VALUES (?, ?)")
    segmentPage = try connection.prepare(
      "INSERT OR REPLACE INTO ledger_segment_page VALUES (?, ?, ?)")
    segment = try connection.prepare("INSERT INTO ledger_segment VALUES (?, ?, ?, ?, ?, ?)")
    seal = try connection.prepare("INSERT INTO ledger_seal VALUES (?, ?, ?, ?, ?, ?)")
    refusal = try connection.prepare(
      """
      INSERT INTO ledger_refusal(id, principal, key, body_hash, code, account, amount, bound, at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
  }

  func append(_ row: LedgerRow) throws(StoreError) {
    log.bind(1, row.id.rawValue)
    log.bind(2, row.transfer.rawValue)
    log.bind(3, row.leg)
    log.bind(4, row.kind.rawValue)
    bind(5, row.ref)
    bind(6, row.debit.rawValue)
    log.bind(7, row.credit.rawValue)
    bind(8, row.amount)
    log.bind(9, row.currency.rawValue)
    log.bind(10, row.at.milliseconds)
    log.bind(11, row.debitPosted)
    log.bind(12, row.debitHeld)
    log.bind(13, row.creditPosted)
    log.bind(14, row.creditHeld)
    bind(15, row.debitPrevious.rawValue)
    bind(16, row.creditPrevious.rawValue)
    log.bind(17, row.principal)
    log.bind(18, row.key)
    bind(19, row.bodyHash)
    bind(20, row.memoHash)
    bind(21, row.hash)
    try finish(log)
  }

  private func bind(_ index: Int, _ digest: Digest?) {
    if let digest { log.bind(index, words: digest.words) } else { log.bindNull(index) }
  }

  /// The log's numbers start at 1, so that 0 in memory is NULL in the file.
  private func bind(_ index: Int, _ number: Int64) {
    if number == 0 { log.bindNull(index) } else { log.bind(index, number) }
  }

  func insert(_ opened: LedgerPlan.OpenedAccount, least: Int64?) throws(StoreError) {
    try open.run(
      .integer(opened.id.rawValue), .text(opened.owner.name), .integer(opened.kind.rawValue),
      .text(opened.currency.rawValue), .integer(least), .integer(0))
  }

  func write(snapshot account: Account) throws(StoreError) {
    snapshot.bind(1, account.posted)
    snapshot.bind(2, account.held)
    snapshot.bind(3, account.least)
    snapshot.bind(4, account.head.rawValue)
    snapshot.bind(5, account.id.rawValue)
    try finish(snapshot)
  }

  func write(head last: LedgerHead, clean: RowID) throws(StoreError) {
    head.bind(1, last.row.rawValue)
    head.bind(2, clean.rawValue)
    head.bind(3, words: last.hash.words)
    try finish(head)
  }

  func insert(_ open: OpenHold) throws(StoreError) {
    try hold.run(
      .integer(open.row.rawValue), .integer(open.transfer.rawValue),
      .integer(open.debit.rawValue), .integer(open.credit.rawValue), .integer(open.amount),
      .integer(open.expires.milliseconds))
  }

  func end(hold row: RowID) throws(StoreError) {
    try endHold.run(.integer(row.rawValue))
  }

  func add(refund amount: Int64, of row: RowID) throws(StoreError) {
    try refund.run(.integer(row.rawValue), .integer(amount))
  }

  func insert(memo bytes: [UInt8], of transfer: TransferNumber) throws(StoreError) {
    memo.bind(1, transfer.rawValue)
    memo.bind(2, bytes)
    try finish(memo)
  }

  func insert(_ remembered: LedgerPlan.RememberedRefusal, at: Instant) throws(StoreError) {
    let stored = remembered.refusal.stored
    try refusal.run(
      .integer(remembered.number), .text(remembered.key.principal), .text(remembered.key.key),
      .blob(remembered.key.bodyHash.bytes), .text(stored.code), .integer(stored.account),
      .integer(stored.amount), .integer(stored.bound), .integer(at.milliseconds))
  }

  func insert(keys fingerprints: ArraySlice<UInt64>, from first: RowID) throws(StoreError) {
    keyPage.bind(1, first.rawValue)
    keyPage.bind(2, words: Array(fingerprints))
    try finish(keyPage)
  }

  /// A page of an index that is written again after a restart is the same page.
  func insert(_ page: KeySegmentPage, id: Int64) throws(StoreError) {
    segmentPage.bind(1, id)
    segmentPage.bind(2, Int64(page.fingerprints.count))
    segmentPage.bind(3, words: page.words)
    try finish(segmentPage)
  }

  func insert(_ closed: KeySegment, keys: Int) throws(StoreError) {
    segment.bind(1, closed.number)
    segment.bind(2, closed.base)
    segment.bind(3, closed.last)
    segment.bind(4, Int64(keys))
    if closed.fences.isEmpty { segment.bind(5, []) } else { segment.bind(5, words: closed.fences) }
    segment.bind(6, words: closed.filter?.words ?? [0])
    try finish(segment)
  }

  func insert(_ made: LedgerSeal) throws(StoreError) {
    try seal.run(
      .integer(made.day), .integer(made.head.row.rawValue), .integer(made.head.transfer.rawValue),
      .blob(made.head.hash.bytes), .blob(made.signer), .blob(made.signature))
  }

  private func finish(_ statement: Statement) throws(StoreError) {
    let hasRow = try statement.step()
    precondition(!hasRow, "a statement that writes answers nothing")
  }
}
