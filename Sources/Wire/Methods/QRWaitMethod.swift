/// Waits until a code changes, at most so long; then shows it.
package enum QRWaitMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable {
    /// Which.
    package var code: CodeID
    /// The revision that is known; another one is answered at once.
    package var rev: Int64
    /// At most so long, 0–60,000; 30,000 where missing.
    package var timeoutMs: Int64?

    /// What the caller sends.
    package init(code: CodeID, rev: Int64, timeoutMs: Int64? = nil) {
      self.code = code
      self.rev = rev
      self.timeoutMs = timeoutMs
    }
  }

  /// What the daemon answers.
  package typealias Result = CodeView

  package static let name = "qr.wait"
  package static let summary =
    "Waits until a code changes, at most so long; then shows it."
  package static let access = MethodAccess.personOrTill
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["code": "q_5x2m", "rev": 1, "timeoutMs": 30_000],
    result: [
      "code": "q_5x2m", "purpose": "login", "status": "confirmed", "expires": 1_763_680_060_000,
      "rev": 1, "scans": 0,
    ])
}
