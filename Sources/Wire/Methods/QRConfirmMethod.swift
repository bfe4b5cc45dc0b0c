/// Confirms a code: a login by who scanned it, a charge by who pays, with the amount they saw.
package enum QRConfirmMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which.
    package var code: CodeID
    /// What the person saw and approved, for `pay`: minor units.
    package var amount: Int64?
    /// The payer's PIN of six digits, where the amount needs it; never part of the key.
    package var pin: String?

    /// What the caller sends.
    package init(key: String, code: CodeID, amount: Int64? = nil, pin: String? = nil) {
      self.key = key
      self.code = code
      self.amount = amount
      self.pin = pin
    }
  }

  /// What the daemon answers.
  package typealias Result = CodeView

  package static let name = "qr.confirm"
  package static let summary =
    "Confirms a code: a login by who scanned it, a charge by who pays, with the amount they saw."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "code": "q_5x2m", "amount": 60_000],
    result: [
      "code": "q_5x2m", "purpose": "pay", "status": "consumed", "expires": 1_763_680_060_000,
      "rev": 1, "scans": 0, "transfer": "t_9",
    ])
}
