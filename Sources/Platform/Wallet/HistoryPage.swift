import Wire

/// Part of an account's history, newest first.
package struct HistoryPage: Equatable, Sendable {
  /// The entries.
  package let entries: [HistoryEntry]
  /// Where the next page begins; ``RowID/none`` after the last.
  package let next: RowID
}

/// One row of the log as one of its accounts sees it.
package struct HistoryEntry: Equatable, Sendable {
  /// The account that looks.
  package let account: AccountID
  /// The row.
  package let row: LedgerRow

  /// What the row added to the posted balance: negative for money that left, 0 for holds.
  package var change: Int64 {
    guard row.kind.movesMoney else { return 0 }
    return row.credit == account ? row.amount : -row.amount
  }

  /// The account on the other side.
  package var counterparty: AccountID {
    row.credit == account ? row.debit : row.credit
  }

  /// What the account had after it.
  package var balance: Balance {
    row.credit == account
      ? Balance(posted: row.creditPosted, held: row.creditHeld, currency: row.currency)
      : Balance(posted: row.debitPosted, held: row.debitHeld, currency: row.currency)
  }
}
