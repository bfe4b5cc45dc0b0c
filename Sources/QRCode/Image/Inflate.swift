/// Decompresses the DEFLATE format (RFC 1951) inside a zlib stream (RFC 1950).
struct Inflate {
  private let bytes: [UInt8]
  private var index: Int
  private var bits: UInt32 = 0
  private var bitCount: UInt32 = 0
  private var output: [UInt8] = []
  private let limit: Int

  /// The bytes behind a zlib stream; more than `limit` of them is an error, so is a bad sum.
  static func zlib(_ bytes: [UInt8], limit: Int) throws(ImageError) -> [UInt8] {
    guard bytes.count >= 6, bytes[0] & 0x0F == 8, bytes[1] & 0x20 == 0,
      (Int(bytes[0]) << 8 | Int(bytes[1])) % 31 == 0
    else { throw .damaged }
    var inflate = Inflate(bytes: bytes, limit: limit)
    try inflate.readBlocks()
    inflate.dropPartialByte()
    var sum: UInt32 = 0
    for _ in 0..<4 { sum = sum << 8 | UInt32(try inflate.byte()) }
    guard sum == Checksums.adler32(inflate.output) else { throw .damaged }
    return inflate.output
  }

  private init(bytes: [UInt8], limit: Int) {
    self.bytes = bytes
    self.limit = limit
    index = 2
    output.reserveCapacity(min(limit, bytes.count * 4))
  }

  private mutating func byte() throws(ImageError) -> UInt8 {
    if bitCount >= 8 {
      defer {
        bits >>= 8
        bitCount -= 8
      }
      return UInt8(truncatingIfNeeded: bits)
    }
    guard index < bytes.count else { throw .damaged }
    index += 1
    return bytes[index - 1]
  }

  private mutating func dropPartialByte() {
    bits >>= bitCount % 8
    bitCount -= bitCount % 8
  }

  private mutating func take(_ count: UInt32) throws(ImageError) -> Int {
    while bitCount < count {
      guard index < bytes.count else { throw .damaged }
      bits |= UInt32(bytes[index]) << bitCount
      index += 1
      bitCount += 8
    }
    let value = bits & (1 << count - 1)
    bits >>= count
    bitCount -= count
    return Int(value)
  }

  private mutating func readBlocks() throws(ImageError) {
    var isLast = false
    while !isLast {
      isLast = try take(1) == 1
      switch try take(2) {
      case 0: try readStored()
      case 1: try readCompressed(Self.fixedLiterals, Self.fixedDistances)
      case 2:
        let tables = try readTables()
        try readCompressed(tables.literals, tables.distances)
      default: throw .damaged
      }
    }
  }

  private mutating func readStored() throws(ImageError) {
    dropPartialByte()
    var words = [0, 0]
    for word in 0..<2 {
      let low = Int(try byte())
      words[word] = low | Int(try byte()) << 8
    }
    guard words[0] == ~words[1] & 0xFFFF, words[0] <= limit - output.count else { throw .damaged }
    for _ in 0..<words[0] { output.append(try byte()) }
  }

  private mutating func symbol(_ code: HuffmanCode) throws(ImageError) -> Int {
    // One bit at a time against the first code of each length (canonical codes).
    var value = 0
    var first = 0
    var position = 0
    for length in 1...HuffmanCode.maximumLength {
      value |= try take(1)
      let count = code.counts[length]
      if value - first < count { return Int(code.symbols[position + value - first]) }
      position += count
      first = (first + count) << 1
      value <<= 1
    }
    throw .damaged
  }

  private mutating func readCompressed(
    _ literals: HuffmanCode, _ distances: HuffmanCode
  ) throws(ImageError) {
    while true {
      let value = try symbol(literals)
      if value == 256 { return }
      if value < 256 {
        guard output.count < limit else { throw .tooLarge }
        output.append(UInt8(value))
        continue
      }
      guard value - 257 < Self.lengthBases.count else { throw .damaged }
      let length = Self.lengthBases[value - 257] + (try take(Self.lengthBits[value - 257]))
      let slot = try symbol(distances)
      guard slot < Self.distanceBases.count else { throw .damaged }
      let distance = Self.distanceBases[slot] + (try take(UInt32(max(0, slot / 2 - 1))))
      guard distance <= output.count else { throw .damaged }
      guard length <= limit - output.count else { throw .tooLarge }
      for _ in 0..<length { output.append(output[output.count - distance]) }
    }
  }

  /// The code lengths of a dynamic block (section 3.2.7).
  private mutating func readTables() throws(ImageError) -> (
    literals: HuffmanCode, distances: HuffmanCode
  ) {
    let literalCount = try take(5) + 257
    let distanceCount = try take(5) + 1
    let lengthCount = try take(4) + 4
    guard literalCount <= 286, distanceCount <= 30 else { throw .damaged }
    var lengths = [UInt8](repeating: 0, count: 19)
    for position in 0..<lengthCount {
      lengths[Self.lengthOrder[position]] = UInt8(try take(3))
    }
    let lengthCode = try HuffmanCode(lengths)
    var all: [UInt8] = []
    while all.count < literalCount + distanceCount {
      let value = try symbol(lengthCode)
      switch value {
      case 0..<16: all.append(UInt8(value))
      case 16:
        guard let last = all.last else { throw .damaged }
        all.append(contentsOf: repeatElement(last, count: try take(2) + 3))
      case 17: all.append(contentsOf: repeatElement(0, count: try take(3) + 3))
      default: all.append(contentsOf: repeatElement(0, count: try take(7) + 11))
      }
    }
    guard all.count == literalCount + distanceCount, all[256] > 0 else { throw .damaged }
    return (
      try HuffmanCode(Array(all[..<literalCount])), try HuffmanCode(Array(all[literalCount...]))
    )
  }

  private static let lengthOrder = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]
  private static let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  private static let lengthBits: [UInt32] = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBases = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1_025, 1_537,
    2_049, 3_073, 4_097, 6_145, 8_193, 12_289, 16_385, 24_577,
  ]
  private static let fixedLiterals = HuffmanCode(
    trusted: [UInt8](repeating: 8, count: 144) + [UInt8](repeating: 9, count: 112)
      + [UInt8](repeating: 7, count: 24) + [UInt8](repeating: 8, count: 8))
  private static let fixedDistances = HuffmanCode(trusted: [UInt8](repeating: 5, count: 30))
}

/// A canonical prefix code by the lengths of its words (RFC 1951, section 3.2.2).
struct HuffmanCode {
  static let maximumLength = 15

  /// Words of each length.
  let counts: [Int]
  /// Symbols ordered by the length of their word, then by value.
  let symbols: [UInt16]

  /// A code from a file; one with more words than fit is refused.
  init(_ lengths: [UInt8]) throws(ImageError) {
    self.init(trusted: lengths)
    var room = 1
    for length in 1...Self.maximumLength {
      room = room * 2 - counts[length]
      guard room >= 0 else { throw .damaged }
    }
  }

  init(trusted lengths: [UInt8]) {
    var counts = [Int](repeating: 0, count: Self.maximumLength + 1)
    for length in lengths where length > 0 { counts[Int(length)] += 1 }
    self.counts = counts
    symbols = (1...Self.maximumLength).flatMap { length in
      lengths.indices.filter { Int(lengths[$0]) == length }.map { UInt16($0) }
    }
  }
}
