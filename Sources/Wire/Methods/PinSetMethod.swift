/// Sets or changes the caller's PIN.
package enum PinSetMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Six digits.
    package var newPin: String
    /// The present PIN, where one is set.
    package var pin: String?

    /// What the caller sends.
    package init(key: String, newPin: String, pin: String? = nil) {
      self.key = key
      self.newPin = newPin
      self.pin = pin
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// When it was set.
    package var set: Instant
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(set: Instant, replayed: Bool? = nil) {
      self.set = set
      self.replayed = replayed
    }
  }

  package static let name = "pin.set"
  package static let summary =
    "Sets or changes the caller's PIN."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "newPin": "739154"],
    result: ["set": 1_763_680_000_000])
}
