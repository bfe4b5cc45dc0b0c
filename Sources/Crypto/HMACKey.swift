import CSodium

/// A key for HMAC-SHA-256 (RFC 2104, FIPS 198-1).
package struct HMACKey: Sendable {
  /// The number of bytes of a key.
  package static let byteCount = 32
  /// The number of bytes of a tag.
  package static let tagByteCount = 32

  private let secret: SecretBytes

  /// Takes a key; throws ``CryptoError/wrongLength(expected:actual:)`` unless 32 bytes.
  package init(_ bytes: [UInt8]) throws(CryptoError) {
    guard bytes.count == Self.byteCount else {
      throw .wrongLength(expected: Self.byteCount, actual: bytes.count)
    }
    secret = SecretBytes(bytes)
  }

  /// The tag of a message.
  package func tag(_ message: [UInt8]) -> [UInt8] {
    var tag = [UInt8](repeating: 0, count: Self.tagByteCount)
    secret.withPointer {
      _ = crypto_auth_hmacsha256(&tag, message, UInt64(message.count), $0)
    }
    return tag
  }
}
