package import Crypto
package import Wire

/// A transfer as the log holds it; read back it equals what was answered the first time.
package struct TransferRecord: Equatable, Sendable {
  /// Its legs in order, at least one.
  package let rows: [LedgerRow]

  /// The number of the transfer.
  package var id: TransferNumber {
    rows[0].transfer
  }

  /// When it happened.
  package var at: Instant {
    rows[0].at
  }

  /// What it does.
  package var kind: LedgerKind {
    rows[0].kind
  }

  /// The sum of its legs, in minor units.
  package var amount: Int64 {
    rows.reduce(0) { $0 + $1.amount }
  }

  /// The chain's hash behind it, for the receipt.
  package var hash: Digest? {
    rows.last?.hash
  }

  /// What an account had after the transfer, or nil if it took no part.
  package func balance(after account: AccountID) -> Balance? {
    for row in rows.reversed() {
      if row.credit == account {
        return Balance(posted: row.creditPosted, held: row.creditHeld, currency: row.currency)
      }
      if row.debit == account {
        return Balance(posted: row.debitPosted, held: row.debitHeld, currency: row.currency)
      }
    }
    return nil
  }
}
