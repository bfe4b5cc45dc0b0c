import CSodium

/// Where random bytes come from: the system outside, a seed in tests.
package protocol RandomSource: Sendable {
  /// The next bytes, exactly as many as asked.
  mutating func bytes(_ count: Int) -> [UInt8]
}

/// The kernel's generator.
package struct SystemRandom: RandomSource {
  /// Creates the source.
  package init() {
    Sodium.prepare()
  }

  /// The next bytes, exactly as many as asked.
  package mutating func bytes(_ count: Int) -> [UInt8] {
    precondition(count >= 0, "a count of bytes is not negative")
    var bytes = [UInt8](repeating: 0, count: count)
    randombytes_buf(&bytes, count)
    return bytes
  }
}

/// A generator whose whole future is its seed: ChaCha20 keyed by seed and draw number.
package struct SeededRandom: RandomSource {
  private let seed: UInt64
  private var draw: UInt64 = 0

  /// Starts the sequence of a seed.
  package init(seed: UInt64) {
    Sodium.prepare()
    self.seed = seed
  }

  /// The next bytes, exactly as many as asked.
  package mutating func bytes(_ count: Int) -> [UInt8] {
    precondition(count >= 0, "a count of bytes is not negative")
    var key = [UInt8](repeating: 0, count: Int(crypto_stream_chacha20_KEYBYTES))
    for index in 0..<8 {
      key[index] = UInt8(truncatingIfNeeded: seed >> (8 * UInt64(index)))
      key[8 + index] = UInt8(truncatingIfNeeded: draw >> (8 * UInt64(index)))
    }
    draw += 1
    var bytes = [UInt8](repeating: 0, count: count)
    randombytes_buf_deterministic(&bytes, count, key)
    return bytes
  }
}
