/// Makes a code that others scan: an invitation, a login or a pay code.
package enum QRCreateMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// `invite`, `login` or `pay`; programs make theirs by an effect.
    package var purpose: CodeView.Purpose
    /// Which session others join, for `invite`.
    package var session: SessionID?
    /// What the new device calls itself, for `login`: 1–40 characters.
    package var device: String?

    /// What the caller sends.
    package init(
      key: String, purpose: CodeView.Purpose, session: SessionID? = nil, device: String? = nil
    ) {
      self.key = key
      self.purpose = purpose
      self.session = session
      self.device = device
    }
  }

  /// What the daemon answers.
  package typealias Result = CodeView

  package static let name = "qr.create"
  package static let summary =
    "Makes a code that others scan: an invitation, a login or a pay code."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "purpose": "pay"],
    result: [
      "code": "q_5x2m", "purpose": "pay", "status": "created", "expires": 1_763_680_060_000,
      "rev": 1, "scans": 0, "payload": "401928374650192837",
    ])
}
