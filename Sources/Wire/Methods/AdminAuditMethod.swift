/// Recomputes the whole ledger from its log.
package enum AdminAuditMethod: Method {
  /// What the caller sends.
  package typealias Params = NoParams

  /// What the daemon answers.
  package typealias Result = AuditReport

  package static let name = "admin.audit"
  package static let summary =
    "Recomputes the whole ledger from its log."
  package static let access = MethodAccess.operatorOnly
  package static let lane = MethodLane.history
  package static let example = MethodExample(
    params: [:],
    result: [
      "ok": true, "accounts": 3, "transfers": 2, "postings": 4, "sums": ["KRW": 0],
      "head": "0000000000000000000000000000000000000000000000000000000000000000",
    ])
}
