import CSodium

/// A key for message authentication with keyed BLAKE2b (RFC 7693).
package struct MACKey: Sendable {
  /// The number of bytes of a key.
  package static let byteCount = 32

  /// How long a tag is.
  package enum TagLength: Int, Sendable {
    /// Five bytes: the check of a printed code, where eight base32 letters is all there is room
    /// for.
    case code = 5
    /// Sixteen bytes: pairwise names and stored tokens.
    case short = 16
    /// Thirty-two bytes.
    case full = 32
  }

  private let secret: SecretBytes

  /// Takes a key; throws ``CryptoError/wrongLength(expected:actual:)`` unless 32 bytes.
  package init(_ bytes: [UInt8]) throws(CryptoError) {
    guard bytes.count == Self.byteCount else {
      throw .wrongLength(expected: Self.byteCount, actual: bytes.count)
    }
    secret = SecretBytes(bytes)
  }

  /// The tag of a message.
  package func tag(_ message: [UInt8], length: TagLength = .full) -> [UInt8] {
    // The shortest output libsodium computes is 16 bytes, so a code check is cut from that one.
    let computed = max(length.rawValue, Int(crypto_generichash_BYTES_MIN))
    var tag = [UInt8](repeating: 0, count: computed)
    secret.withPointer {
      _ = crypto_generichash(&tag, computed, message, UInt64(message.count), $0, secret.count)
    }
    tag.removeLast(computed - length.rawValue)
    return tag
  }

  /// Whether a tag belongs to the message, in time that does not depend on where they differ.
  package func isValid(tag: [UInt8], of message: [UInt8], length: TagLength = .full) -> Bool {
    ConstantTime.isEqual(self.tag(message, length: length), tag)
  }
}
