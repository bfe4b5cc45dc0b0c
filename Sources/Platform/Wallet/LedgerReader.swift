package import Store
package import Wire

/// Reads the log on a connection of its own: history, receipts and balances of the past.
///
/// It sees committed rows only. Where an account's history begins is told by the core
/// (``Ledger/historyHead(_:)``), because snapshots in the file lag behind.
package struct LedgerReader {
  /// The most entries of one page.
  package static let maximumPage = 100

  private let table: LedgerTable
  private let memo: Statement

  /// Prepares the statements; a read-only connection is enough.
  package init(_ connection: Connection) throws(StoreError) {
    table = try LedgerTable(connection)
    memo = try connection.prepare("SELECT memo FROM ledger_memo WHERE transfer = ?")
  }

  /// A page of an account's history, newest first, from a row of its chain on; empty for a row that
  /// is not of this account, because a cursor comes from outside.
  package func history(
    of account: AccountID, from first: RowID, limit: Int
  ) throws(StoreError) -> HistoryPage {
    precondition((1...Self.maximumPage).contains(limit), "a page has 1…100 entries")
    var entries: [HistoryEntry] = []
    var next = first
    while next != .none {
      guard let row = try table.row(next) else { break }
      guard let previous = row.previous(of: account) else {
        if next == first { break }
        throw .damaged("ledger_log row \(next.rawValue): not of account \(account.rawValue)")
      }
      guard row.debit != .none else {
        next = previous
        continue
      }
      guard entries.count < limit else { return HistoryPage(entries: entries, next: next) }
      entries.append(HistoryEntry(account: account, row: row))
      next = previous
    }
    return HistoryPage(entries: entries, next: .none)
  }

  /// What an account had at an instant: after the last row not later than it.
  package func balance(
    of account: AccountID, at instant: Instant, from first: RowID
  ) throws(StoreError) -> Balance? {
    var next = first
    while next != .none {
      guard let row = try table.row(next), let previous = row.previous(of: account) else {
        return nil
      }
      if row.at <= instant { return TransferRecord(rows: [row]).balance(after: account) }
      next = previous
    }
    return nil
  }

  /// A transfer by its number, or nil if there is none.
  package func record(_ transfer: TransferNumber) throws(StoreError) -> TransferRecord? {
    try table.record(transfer)
  }

  /// A transfer's sealed memo, or nil if it has none or it was erased.
  package func memo(of transfer: TransferNumber) throws(StoreError) -> [UInt8]? {
    try memo.first(.integer(transfer.rawValue)) { $0.blob(0) }
  }
}

extension LedgerRow {
  /// The row before this one in an account's chain, or nil if the account takes no part.
  func previous(of account: AccountID) -> RowID? {
    if credit == account { return creditPrevious }
    return debit == account ? debitPrevious : nil
  }
}
