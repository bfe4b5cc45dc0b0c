/// Eight bytes at once, the first one lowest: texts are looked through a word at a time.
struct ByteWord {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  /// The highest bit of every byte.
  static let highBits: UInt64 = 0x8080_8080_8080_8080
  /// Bytes of a word.
  static let byteCount = 8

  let bits: UInt64

  /// The bytes from an offset on; they must be there.
  @inline(__always)
  init(_ text: Span<UInt8>, at offset: Int) {
    let word = text.extracting(offset..<(offset &+ Self.byteCount))
    // Read as one load: see the machine code before writing this as a loop.
    let low =
      UInt64(word[0]) | UInt64(word[1]) &<< 8 | UInt64(word[2]) &<< 16 | UInt64(word[3]) &<< 24
    let high =
      UInt64(word[4]) | UInt64(word[5]) &<< 8 | UInt64(word[6]) &<< 16 | UInt64(word[7]) &<< 24
    bits = low | high &<< 32
  }

  /// Fewer than eight bytes, from an offset to the end; the others are blanks.
  @inline(__always)
  init(endOf text: Span<UInt8>, from offset: Int) {
    var bits = 0x2020_2020_2020_2020 as UInt64
    for index in offset..<text.count { bits = bits &<< 8 | UInt64(text[index]) }
    self.bits = bits
  }

  /// The highest bit of each byte that ends a run of plain text: a quotation mark, a backslash or
  /// a control character. Exact up to and with the first one, which is all that counts
  /// (https://graphics.stanford.edu/~seander/bithacks.html, "Determine if a word has a byte less
  /// than n").
  @inline(__always)
  var stops: UInt64 {
    let quotes = bits ^ (Self.ones &* 0x22)
    let slashes = bits ^ (Self.ones &* 0x5C)
    let controls = (bits &- Self.ones &* 0x20) & ~bits
    return ((quotes &- Self.ones) & ~quotes | (slashes &- Self.ones) & ~slashes | controls)
      & Self.highBits
  }

  /// The same for a byte of all ones but the highest: the control character that ASCII ends with.
  @inline(__always)
  var deletes: UInt64 {
    let deletes = bits ^ (Self.ones &* 0x7F)
    return (deletes &- Self.ones) & ~deletes & Self.highBits
  }
}
