/// An idempotency key with what it was used for.
package struct RequestBody: Sendable, Hashable {
  /// The key the caller chose.
  package let key: String
  /// BLAKE2b-256 of the method and its canonical parameters without key and PIN.
  package let hash: [UInt8]
}
