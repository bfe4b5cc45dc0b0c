/// Uses a confirmed login code, once: this device becomes the confirmer's at its next hello.
package enum QRClaimMethod: Method {
  /// What the caller sends.
  package typealias Params = CodeParams

  /// What the daemon answers.
  package typealias Result = CodeView

  package static let name = "qr.claim"
  package static let summary =
    "Uses a confirmed login code, once: this device becomes the confirmer's at its next hello."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "code": "q_5x2m"],
    result: [
      "code": "q_5x2m", "purpose": "login", "status": "consumed", "expires": 1_763_680_060_000,
      "rev": 1, "scans": 0,
    ])
}
