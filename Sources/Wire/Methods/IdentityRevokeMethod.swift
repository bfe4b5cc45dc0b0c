/// Revokes a lost device at once: its connections end and it never gets in again.
package enum IdentityRevokeMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which.
    package var device: DeviceID

    /// What the caller sends.
    package init(key: String, device: DeviceID) {
      self.key = key
      self.device = device
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Which.
    package var device: DeviceID
    /// Since when.
    package var revoked: Instant
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(device: DeviceID, revoked: Instant, replayed: Bool? = nil) {
      self.device = device
      self.revoked = revoked
      self.replayed = replayed
    }
  }

  package static let name = "identity.revoke"
  package static let summary =
    "Revokes a lost device at once: its connections end and it never gets in again."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "device": "dev_7k2m9q"],
    result: ["device": "dev_7k2m9q", "revoked": 1_763_680_000_000])
}
