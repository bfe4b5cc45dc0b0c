/// Cancels a code that is not used yet, by who made or scanned it.
package enum QRCancelMethod: Method {
  /// What the caller sends.
  package typealias Params = CodeParams

  /// What the daemon answers.
  package typealias Result = CodeView

  package static let name = "qr.cancel"
  package static let summary =
    "Cancels a code that is not used yet, by who made or scanned it."
  package static let access = MethodAccess.personOrTill
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "code": "q_5x2m"],
    result: [
      "code": "q_5x2m", "purpose": "invite", "status": "cancelled", "expires": 1_763_680_060_000,
      "rev": 1, "scans": 0,
    ])
}
