import CSodium

/// A key for XChaCha20-Poly1305: seals bytes together with the place they belong to.
package struct SealingKey: Sendable {
  /// The number of bytes of a key.
  package static let byteCount = 32
  /// The number of random bytes each sealing needs; 24 are safe to draw at random for ever.
  package static let nonceByteCount = 24
  /// How much longer a sealed text is than its plain text: nonce in front, tag behind.
  package static let overheadByteCount = nonceByteCount + tagByteCount
  private static let tagByteCount = 16

  private let secret: SecretBytes

  /// Takes a key; throws ``CryptoError/wrongLength(expected:actual:)`` unless 32 bytes.
  package init(_ bytes: [UInt8]) throws(CryptoError) {
    guard bytes.count == Self.byteCount else {
      throw .wrongLength(expected: Self.byteCount, actual: bytes.count)
    }
    secret = SecretBytes(bytes)
  }

  /// Seals; the associated data (table, column, person, key version) is bound but not stored.
  package func seal(
    _ plain: [UInt8], associatedData: [UInt8], random: inout some RandomSource
  ) -> [UInt8] {
    let nonce = random.bytes(Self.nonceByteCount)
    precondition(nonce.count == Self.nonceByteCount, "a random source gives what was asked")
    var sealed = [UInt8](repeating: 0, count: plain.count + Self.tagByteCount)
    secret.withPointer {
      _ = crypto_aead_xchacha20poly1305_ietf_encrypt(
        &sealed, nil, plain, UInt64(plain.count), associatedData, UInt64(associatedData.count),
        nil, nonce, $0)
    }
    return nonce + sealed
  }

  /// Opens what ``seal(_:associatedData:random:)`` made; throws ``CryptoError/notAuthentic``.
  package func open(
    _ sealed: [UInt8], associatedData: [UInt8]
  ) throws(CryptoError) -> [UInt8] {
    guard sealed.count >= Self.overheadByteCount else { throw .notAuthentic }
    let nonce = Array(sealed.prefix(Self.nonceByteCount))
    let body = Array(sealed.dropFirst(Self.nonceByteCount))
    var plain = [UInt8](repeating: 0, count: body.count - Self.tagByteCount)
    let result = secret.withPointer {
      crypto_aead_xchacha20poly1305_ietf_decrypt(
        &plain, nil, nil, body, UInt64(body.count), associatedData, UInt64(associatedData.count),
        nonce, $0)
    }
    guard result == 0 else { throw .notAuthentic }
    return plain
  }
}
