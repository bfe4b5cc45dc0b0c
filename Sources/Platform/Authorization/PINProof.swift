import Wire

/// A try at a PIN that is counted and committed: its hash may be computed now, on another thread.
package struct PINAttempt: Sendable {
  let person: Int64
  let nonce: [UInt8]
  let body: RequestBody
  /// What is hashed: the digits under the pepper, never the digits themselves.
  package let password: [UInt8]
  /// What it is hashed with.
  package let salt: [UInt8]
}

/// A PIN that is to be set, ready to be hashed on another thread.
package struct NewPIN: Sendable {
  let person: Int64
  /// What is hashed: the digits under the pepper, never the digits themselves.
  package let password: [UInt8]
  /// What it is hashed with.
  package let salt: [UInt8]
}

/// Proof that a person gave their PIN for one request: made by the core only, from the hash of a
/// counted try.
package struct PINProof: Sendable {
  /// How long a proof is good, in seconds.
  static let lifetimeSeconds: Int64 = 60

  let person: Int64
  let body: RequestBody
  let expires: Instant

  /// Whether it is about this request of this person, and in time.
  func covers(_ caller: Person, _ body: RequestBody, now: Instant) -> Bool {
    person == caller.row && self.body == body && now < expires
  }
}
