/// A 256-bit digest held inline, so that a chain of hashes allocates nothing.
package struct Digest: Hashable, Sendable {
  /// The number of bytes of a digest.
  package static let byteCount = 32

  /// The 32 bytes as they lie in memory, for whoever copies them without an array between.
  package private(set) var words: (UInt64, UInt64, UInt64, UInt64)

  /// Thirty-two zero bytes: the value before the first link of a chain.
  package static let zero = Digest()

  private init() {
    words = (0, 0, 0, 0)
  }

  /// Reads a digest back; throws ``CryptoError/wrongLength(expected:actual:)`` unless 32 bytes.
  package init(_ bytes: [UInt8]) throws(CryptoError) {
    guard bytes.count == Self.byteCount else {
      throw .wrongLength(expected: Self.byteCount, actual: bytes.count)
    }
    self.init { into in into.update(from: bytes, count: Self.byteCount) }
  }

  init(_ fill: (UnsafeMutablePointer<UInt8>) -> Void) {
    words = (0, 0, 0, 0)
    withUnsafeMutableBytes(of: &words) { bytes in
      // The address of a stored value is never null.
      fill(bytes.baseAddress!.assumingMemoryBound(to: UInt8.self))
    }
  }

  /// The 32 bytes.
  package var bytes: [UInt8] {
    withUnsafeBytes(of: words) { Array($0) }
  }

  /// The first eight bytes as a number, least significant first: a 64-bit fingerprint.
  package var fingerprint: UInt64 {
    UInt64(littleEndian: words.0)
  }

  /// Appends the 32 bytes.
  package func append(to bytes: inout [UInt8]) {
    withUnsafeBytes(of: words) { bytes.append(contentsOf: $0) }
  }

  /// Sixty-four lower-case hexadecimal digits.
  package var hex: String {
    Hex.encode(bytes)
  }

  package static func == (one: Digest, other: Digest) -> Bool {
    one.words == other.words
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
  }
}
