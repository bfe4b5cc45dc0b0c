/// What can go wrong with bytes that come from outside; every operation fails closed.
package enum CryptoError: Error, Equatable, Sendable {
  /// A key, nonce, salt or signature has the wrong number of bytes.
  case wrongLength(expected: Int, actual: Int)
  /// The sealed text, its associated data or the key differ from what was sealed.
  case notAuthentic
  /// The password hash could not get its memory.
  case outOfMemory
}
