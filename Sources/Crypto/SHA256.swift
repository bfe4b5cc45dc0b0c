import CSodium

/// SHA-256 (FIPS 180-4), whole or in pieces; names bundles and files.
package struct SHA256 {
  private var state = crypto_hash_sha256_state()

  /// Starts a hash to be fed in pieces.
  package init() {
    Sodium.prepare()
    crypto_hash_sha256_init(&state)
  }

  /// Feeds the next bytes.
  package mutating func update(_ bytes: [UInt8]) {
    crypto_hash_sha256_update(&state, bytes, UInt64(bytes.count))
  }

  /// Ends the hash; consumes the state because libsodium's is dead afterwards.
  package consuming func finish() -> Digest {
    var state = self.state
    return Digest { into in crypto_hash_sha256_final(&state, into) }
  }

  /// The hash of one byte string.
  package static func hash(_ bytes: [UInt8]) -> Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }
}
