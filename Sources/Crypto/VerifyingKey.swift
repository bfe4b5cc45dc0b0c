import CSodium

/// The public half of an Ed25519 pair.
package struct VerifyingKey: Hashable, Sendable {
  /// The number of bytes of a public key.
  package static let byteCount = 32
  /// The number of bytes of a signature.
  package static let signatureByteCount = 64

  /// The 32 bytes as they travel.
  package let bytes: [UInt8]

  /// Takes a key from outside; throws ``CryptoError/wrongLength(expected:actual:)``.
  package init(_ bytes: [UInt8]) throws(CryptoError) {
    guard bytes.count == Self.byteCount else {
      throw .wrongLength(expected: Self.byteCount, actual: bytes.count)
    }
    self.bytes = bytes
  }

  /// Whether the signature is this key's over exactly this message.
  package func isValid(signature: [UInt8], of message: [UInt8]) -> Bool {
    guard signature.count == Self.signatureByteCount else { return false }
    Sodium.prepare()
    return crypto_sign_verify_detached(signature, message, UInt64(message.count), bytes) == 0
  }
}
