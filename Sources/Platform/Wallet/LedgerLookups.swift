import Crypto
import Store
import Wire

/// The statements that read the tables beside the log, prepared once.
struct LedgerLookups {
  private let owner: Statement
  private let refund: Statement
  private let refusalRow: Statement
  private let due: Statement
  private let nextExpiry: Statement
  private let segmentPage: Statement
  private let olderRefusals: Statement

  init(_ connection: Connection) throws(StoreError) {
    owner = try connection.prepare(
      "SELECT id FROM account WHERE owner = ? AND kind = ? AND currency = ?")
    refund = try connection.prepare("SELECT amount FROM ledger_refund WHERE row = ?")
    refusalRow = try connection.prepare(
      """
      SELECT principal, key, body_hash, code, account, amount, bound
      FROM ledger_refusal WHERE id = ?
      """)
    due = try connection.prepare(
      "SELECT transfer FROM ledger_hold WHERE expires <= ? ORDER BY expires, row LIMIT ?")
    segmentPage = try connection.prepare(
      "SELECT keys, pairs FROM ledger_segment_page WHERE id = ?")
    olderRefusals = try connection.prepare(
      "SELECT id FROM ledger_refusal WHERE key = ? AND principal = ? AND id <= ?")
    nextExpiry = try connection.prepare("SELECT min(expires) FROM ledger_hold")
  }

  func account(
    _ name: AccountOwner, _ kind: AccountKind, _ currency: Currency
  ) throws(StoreError) -> AccountID? {
    try owner.first(.text(name.name), .integer(kind.rawValue), .text(currency.rawValue)) {
      AccountID(rawValue: $0.integer(0))
    }
  }

  func refunded(_ row: RowID) throws(StoreError) -> Int64 {
    try refund.first(.integer(row.rawValue)) { $0.integer(0) } ?? 0
  }

  func dueHolds(at now: Instant, limit: Int) throws(StoreError) -> [TransferNumber] {
    try due.rows(.integer(now.milliseconds), .integer(Int64(limit))) {
      TransferNumber(rawValue: $0.integer(0))
    }
  }

  func nextHoldExpiry() throws(StoreError) -> Instant? {
    let expires = try nextExpiry.first { $0.optionalInteger(0) } ?? nil
    return expires.map { Instant(milliseconds: $0) }
  }

  /// A page of a closed segment's index.
  func page(_ id: Int64) throws(StoreError) -> KeySegmentPage {
    segmentPage.bind(1, id)
    guard try segmentPage.step() else { throw .damaged("ledger_segment_page \(id) is missing") }
    defer { segmentPage.reset() }
    guard let words = segmentPage.words(1) else { throw .damaged("ledger_segment_page \(id)") }
    return try KeySegmentPage(words: words, count: Int(segmentPage.integer(0)))
  }

  /// The numbers of refusals of a key that are too old for memory.
  func refusals(
    principal: String, key: String, upTo last: Int64
  ) throws(StoreError) -> [Int64] {
    try olderRefusals.rows(.text(key), .text(principal), .integer(last)) { $0.integer(0) }
  }

  func refusal(_ number: Int64) throws(StoreError) -> (RequestKey, LedgerRefusal)? {
    refusalRow.bind(1, number)
    guard try refusalRow.step() else { return nil }
    defer { refusalRow.reset() }
    let stored = LedgerRefusal.Stored(
      code: refusalRow.text(3), account: refusalRow.integer(4), amount: refusalRow.integer(5),
      bound: refusalRow.integer(6))
    guard let refusal = LedgerRefusal(stored) else {
      throw .damaged("ledger_refusal row \(number): unknown code \(stored.code)")
    }
    do throws(CryptoError) {
      let key = RequestKey(
        principal: refusalRow.text(0), key: refusalRow.text(1),
        bodyHash: try Digest(refusalRow.blob(2)))
      return (key, refusal)
    } catch {
      throw .damaged("ledger_refusal row \(number): \(error)")
    }
  }
}
