import CSodium

/// An Ed25519 key pair (RFC 8032) made from a seed; signs, and names itself by its public half.
package struct SigningKey: Sendable {
  /// The number of bytes of a seed.
  package static let seedByteCount = 32

  /// The half everyone may know.
  package let publicKey: VerifyingKey
  private let secret: SecretBytes

  /// Derives the pair; throws ``CryptoError/wrongLength(expected:actual:)`` unless 32 bytes.
  package init(seed: [UInt8]) throws(CryptoError) {
    guard seed.count == Self.seedByteCount else {
      throw .wrongLength(expected: Self.seedByteCount, actual: seed.count)
    }
    Sodium.prepare()
    var publicBytes = [UInt8](repeating: 0, count: VerifyingKey.byteCount)
    var secretBytes = [UInt8](repeating: 0, count: Int(crypto_sign_SECRETKEYBYTES))
    crypto_sign_seed_keypair(&publicBytes, &secretBytes, seed)
    publicKey = try VerifyingKey(publicBytes)
    secret = SecretBytes(secretBytes)
    sodium_memzero(&secretBytes, secretBytes.count)
  }

  /// The 64-byte detached signature of a message; the same message gives the same signature.
  package func sign(_ message: [UInt8]) -> [UInt8] {
    var signature = [UInt8](repeating: 0, count: VerifyingKey.signatureByteCount)
    secret.withPointer {
      _ = crypto_sign_detached(&signature, nil, message, UInt64(message.count), $0)
    }
    return signature
  }
}
