import Crypto
package import Wire

/// What an audit found.
package struct LedgerReport: Equatable, Sendable {
  /// The first thing that disagrees with the log before it.
  package struct Fault: Equatable, Sendable {
    /// Where it is.
    package enum Place: Hashable, Sendable {
      /// A row of the log.
      case row(RowID)
      /// The snapshot of an account.
      case account(AccountID)
      /// The list of open holds.
      case hold(RowID)
      /// The sum of a payment's refunds.
      case refund(RowID)
      /// The page of key fingerprints that begins at a row.
      case keys(RowID)
      /// The memo of a transfer.
      case memo(TransferNumber)
      /// The note of where the log ends.
      case head
    }

    /// Where it is.
    package let place: Place
    /// What is wrong, in English, for the operator.
    package let reason: String
  }

  /// Accounts opened.
  package internal(set) var accounts = 0
  /// Transfers of money, holds and ends of holds.
  package internal(set) var transfers = 0
  /// Postings: two for each leg that moved money.
  package internal(set) var postings = 0
  /// The sum of all balances of each currency: 0 in a sound ledger.
  package internal(set) var sums: [String: Int64] = [:]
  /// Days whose head was signed.
  package internal(set) var seals = 0
  /// Where the log ends.
  package internal(set) var head = LedgerHead()
  /// The first thing that disagrees, or nil.
  package internal(set) var fault: Fault?

  /// Whether everything agrees.
  package var isSound: Bool {
    fault == nil && sums.values.allSatisfy { $0 == 0 }
  }

  /// The report as it travels; names the first row that disagrees, or 0 where it is no row.
  package var wire: AuditReport {
    AuditReport(
      ok: isSound, accounts: Int64(accounts), transfers: Int64(transfers),
      postings: Int64(postings), sums: sums, head: head.hash.hex, seals: Int64(seals),
      firstBad: fault?.row, reason: fault.map { "\($0.place): \($0.reason)" })
  }
}

extension LedgerReport.Fault {
  var row: Int64 {
    switch place {
    case .row(let row), .hold(let row), .refund(let row): row.rawValue
    case .account, .keys, .memo, .head: 0
    }
  }
}
