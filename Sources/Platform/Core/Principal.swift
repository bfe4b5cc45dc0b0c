package import Wire

/// Who a command acts for, as the connection proved it.
package struct Principal: Sendable, Hashable {
  /// The person's row.
  package let row: Int64
  /// The person's public name.
  package let person: PersonID
  /// How well the platform knows them.
  package let tier: Tier
  /// What they read.
  package let lang: Language

  /// The scope of the person's idempotency keys.
  package var keyScope: String { "person:\(person.text)" }
}

/// An idempotency key with what it was used for.
package struct RequestBody: Sendable, Hashable {
  /// The key the caller chose.
  package let key: String
  /// BLAKE2b-256 of the method and its canonical parameters without key and PIN.
  package let hash: [UInt8]
}
