import CSodium

/// BLAKE2b-256 without a key (RFC 7693), whole or in pieces.
package struct Blake2b: ~Copyable {
  // Swift does not import a C struct aligned to 64 bytes, so the state is memory of our own.
  private let state: UnsafeMutableRawPointer

  /// Starts a hash to be fed in pieces.
  package init() {
    Sodium.prepare()
    state = .allocate(byteCount: crypto_generichash_statebytes(), alignment: 64)
    crypto_generichash_init(OpaquePointer(state), nil, 0, Digest.byteCount)
  }

  deinit {
    state.deallocate()
  }

  /// Feeds the next bytes.
  package mutating func update(_ bytes: [UInt8]) {
    crypto_generichash_update(OpaquePointer(state), bytes, UInt64(bytes.count))
  }

  /// Ends the hash; consumes the state because libsodium's is dead afterwards.
  package consuming func finish() -> Digest {
    let state = OpaquePointer(self.state)
    return Digest { into in crypto_generichash_final(state, into, Digest.byteCount) }
  }

  /// The hash of one byte string.
  package static func hash(_ bytes: [UInt8]) -> Digest {
    Sodium.prepare()
    return Digest { into in
      crypto_generichash(into, Digest.byteCount, bytes, UInt64(bytes.count), nil, 0)
    }
  }
}
