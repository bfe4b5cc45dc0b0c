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
