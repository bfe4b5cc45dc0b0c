import Crypto
import Store
import Wire

/// The statements that read the log, prepared once for one connection.
struct LedgerTable {
  static let columns = """
    id, transfer, leg, kind, ref, debit, credit, amount, currency, at, debit_posted, debit_held,
    credit_posted, credit_held, debit_previous, credit_previous, principal, key, body_hash,
    memo_hash, hash
    """

  private let row: Statement
  private let from: Statement
  private let last: Statement
  private let transferOfRow: Statement

  init(_ connection: Connection) throws(StoreError) {
    row = try connection.prepare("SELECT \(Self.columns) FROM ledger_log WHERE id = ?")
    from = try connection.prepare(
      "SELECT \(Self.columns) FROM ledger_log WHERE id >= ? ORDER BY id")
    last = try connection.prepare("SELECT max(id) FROM ledger_log")
    transferOfRow = try connection.prepare("SELECT transfer FROM ledger_log WHERE id = ?")
  }

  /// One row, or nil when the log is not that long.
  func row(_ id: RowID) throws(StoreError) -> LedgerRow? {
    row.bind(1, id.rawValue)
    guard try row.step() else { return nil }
    defer { row.reset() }
    return try LedgerRow(row)
  }

  /// The last row's number; ``RowID/none`` for an empty log.
  func lastRow() throws(StoreError) -> RowID {
    RowID(rawValue: try last.first { $0.integer(0) } ?? 0)
  }

  /// Every row from one on, in order, until the body answers false.
  func rows(
    from first: RowID, _ body: (LedgerRow) throws(StoreError) -> Bool
  ) throws(StoreError) {
    from.bind(1, first.rawValue)
    defer { from.reset() }
    while try from.step() {
      guard try body(try LedgerRow(from)) else { return }
    }
  }

  /// The whole transfer that begins at a row.
  func record(at first: RowID) throws(StoreError) -> TransferRecord? {
    var rows: [LedgerRow] = []
    try self.rows(from: first) { (row) throws(StoreError) in
      guard rows.isEmpty || row.transfer == rows[0].transfer else { return false }
      rows.append(row)
      return true
    }
    return rows.isEmpty ? nil : TransferRecord(rows: rows)
  }

  /// A transfer by its number: both numbers rise together, so rows are searched by halves and the
  /// log needs no index.
  func record(_ transfer: TransferNumber) throws(StoreError) -> TransferRecord? {
    // No transfer has less than one row, so the transfer's first row is not before its number.
    var low = max(transfer.rawValue, 1)
    var high = try lastRow().rawValue
    while low < high {
      let middle = low + (high - low) / 2
      transferOfRow.bind(1, middle)
      let found = try transferOfRow.step() ? transferOfRow.integer(0) : .max
      transferOfRow.reset()
      if found < transfer.rawValue { low = middle + 1 } else { high = middle }
    }
    guard let record = try record(at: RowID(rawValue: low)), record.id == transfer else {
      return nil
    }
    return record
  }
}

extension LedgerRow {
  /// Reads the columns of ``LedgerTable/columns``; a value no build writes is a damaged file.
  init(_ statement: Statement) throws(StoreError) {
    guard let kind = LedgerKind(rawValue: statement.integer(3)) else {
      throw .damaged("ledger_log row \(statement.integer(0)): unknown kind")
    }
    self.init(
      id: RowID(rawValue: statement.integer(0)),
      transfer: TransferNumber(rawValue: statement.integer(1)), leg: statement.integer(2),
      kind: kind,
      ref: statement.integer(4), debit: AccountID(rawValue: statement.integer(5)),
      credit: AccountID(rawValue: statement.integer(6)), amount: statement.integer(7),
      currency: try .stored(statement.text(8)), at: Instant(milliseconds: statement.integer(9)),
      debitPosted: statement.integer(10), debitHeld: statement.integer(11),
      creditPosted: statement.integer(12), creditHeld: statement.integer(13),
      debitPrevious: RowID(rawValue: statement.integer(14)),
      creditPrevious: RowID(rawValue: statement.integer(15)),
      principal: statement.optionalText(16), key: statement.optionalText(17),
      bodyHash: try Self.digest(statement, 18), memoHash: try Self.digest(statement, 19),
      hash: try Self.digest(statement, 20))
  }

  private static func digest(
    _ statement: Statement, _ column: Int
  ) throws(StoreError) -> Digest? {
    guard let bytes = statement.optionalBlob(column) else { return nil }
    do throws(CryptoError) {
      return try Digest(bytes)
    } catch {
      throw .damaged("ledger_log row \(statement.integer(0)): a hash of \(bytes.count) bytes")
    }
  }
}
