import CSodium

/// Argon2id for PINs and passphrases (RFC 9106, through `crypto_pwhash`); slow on purpose, so it
/// runs on a worker thread, one at a time.
package enum PasswordHash {
  /// The number of bytes of a salt.
  package static let saltByteCount = 16
  /// The number of bytes of a hash.
  package static let byteCount = 32
  /// Passes over the memory.
  package static let passes: UInt64 = 2
  /// Memory of one hash in bytes: 16 MiB.
  package static let memoryBytes = 16 * 1024 * 1024

  /// Hashes; throws for a salt of another length and when the memory is not there.
  package static func hash(_ password: [UInt8], salt: [UInt8]) throws(CryptoError) -> [UInt8] {
    guard salt.count == saltByteCount else {
      throw .wrongLength(expected: saltByteCount, actual: salt.count)
    }
    Sodium.prepare()
    var hash = [UInt8](repeating: 0, count: byteCount)
    let result = password.withUnsafeBytes { bytes in
      // An empty array has no address; libsodium wants one all the same.
      let empty: [CChar] = [0]
      return empty.withUnsafeBufferPointer { fallback in
        crypto_pwhash(
          &hash, UInt64(byteCount),
          bytes.baseAddress?.assumingMemoryBound(to: CChar.self) ?? fallback.baseAddress!,
          UInt64(bytes.count), salt, passes, memoryBytes, crypto_pwhash_ALG_ARGON2ID13)
      }
    }
    guard result == 0 else { throw .outOfMemory }
    return hash
  }
}
