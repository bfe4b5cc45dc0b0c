/// What recomputing the ledger found.
package struct AuditReport: Codable, Sendable, Hashable {
  /// Whether everything agrees.
  package var ok: Bool
  /// Accounts.
  package var accounts: Int64
  /// Movements.
  package var transfers: Int64
  /// Postings of all movements.
  package var postings: Int64
  /// The sum of all balances a currency; always 0.
  package var sums: [String: Int64]
  /// The newest hash in hexadecimal.
  package var head: String
  /// Days whose head the daemon signed.
  package var seals: Int64?
  /// The first row of the log that disagrees.
  package var firstBad: Int64?
  /// What is wrong with it.
  package var reason: String?

  /// What recomputing the ledger found.
  package init(
    ok: Bool, accounts: Int64, transfers: Int64, postings: Int64, sums: [String: Int64],
    head: String, seals: Int64? = nil, firstBad: Int64? = nil, reason: String? = nil
  ) {
    self.ok = ok
    self.accounts = accounts
    self.transfers = transfers
    self.postings = postings
    self.sums = sums
    self.head = head
    self.seals = seals
    self.firstBad = firstBad
    self.reason = reason
  }
}
