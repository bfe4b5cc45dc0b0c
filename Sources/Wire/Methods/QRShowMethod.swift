/// Shows a code to who made or scanned it.
package enum QRShowMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable {
    /// Which.
    package var code: CodeID

    /// What the caller sends.
    package init(code: CodeID) {
      self.code = code
    }
  }

  /// What the daemon answers.
  package typealias Result = CodeView

  package static let name = "qr.show"
  package static let summary =
    "Shows a code to who made or scanned it."
  package static let access = MethodAccess.personOrTill
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["code": "q_5x2m"],
    result: [
      "code": "q_5x2m", "purpose": "login", "status": "scanned", "expires": 1_763_680_060_000,
      "rev": 1, "scans": 0,
    ])
}
