/// Recomputes the ledger from its log and compares the caller's balance with it.
package enum WalletAuditMethod: Method {
  /// What the caller sends.
  package typealias Params = NoParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Whether everything agrees.
    package var ok: Bool
    /// Movements in the log.
    package var transfers: Int64
    /// The newest hash of the chain in hexadecimal.
    package var head: String
    /// The caller's balance, recomputed.
    package var posted: Int64

    /// What the daemon answers.
    package init(ok: Bool, transfers: Int64, head: String, posted: Int64) {
      self.ok = ok
      self.transfers = transfers
      self.head = head
      self.posted = posted
    }
  }

  package static let name = "wallet.audit"
  package static let summary =
    "Recomputes the ledger from its log and compares the caller's balance with it."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.history
  package static let example = MethodExample(
    params: [:],
    result: [
      "ok": true, "transfers": 2,
      "head": "0000000000000000000000000000000000000000000000000000000000000000", "posted": 23_000,
    ])
}
