/// One of the forty sizes of a symbol, with everything that ISO/IEC 18004 tabulates for it.
package struct QRVersion: Hashable, Comparable, Sendable {
  /// The versions that exist.
  package static let all: ClosedRange<Int> = 1...40

  /// 1–40.
  package let number: Int

  /// A version by its number, nil outside 1–40.
  package init?(_ number: Int) {
    guard Self.all.contains(number) else { return nil }
    self.number = number
  }

  /// The version with so many modules a side, nil when there is none.
  init?(size: Int) {
    guard size >= 21, (size - 17) % 4 == 0 else { return nil }
    self.init((size - 17) / 4)
  }

  /// Modules of one side: 21–177.
  package var size: Int { 17 + 4 * number }

  /// Orders versions by size.
  package static func < (left: Self, right: Self) -> Bool { left.number < right.number }

  /// Rows and columns on which alignment patterns are centred (annex E).
  var alignmentCentres: [Int] {
    if number == 1 { return [] }
    let count = number / 7 + 2
    // Annex E spaces the centres evenly, in even steps; only version 32 departs from the rule.
    let step = number == 32 ? 26 : (number * 4 + count * 2 + 1) / (count * 2 - 2) * 2
    return [6] + (0..<(count - 1)).reversed().map { size - 7 - $0 * step }
  }

  /// Modules that carry codewords, and the remainder bits.
  var dataModules: Int {
    var modules = size * size - 3 * 64 - 2 * 15 - 1 - 2 * (size - 16)
    let centres = alignmentCentres.count
    if centres > 0 {
      // Patterns on the timing lines share five modules with them.
      modules -= (centres * centres - 3) * 25 - (centres - 2) * 2 * 5
    }
    return number >= 7 ? modules - 36 : modules
  }

  /// Codewords of data and error correction together.
  var totalCodewords: Int { dataModules / 8 }

  /// How the codewords are split (table 9).
  func blocks(_ level: QRLevel) -> QRBlocks {
    let row = level.rawValue
    let count = Int(Self.blockCounts[row][number - 1])
    let correction = Int(Self.correctionCodewords[row][number - 1])
    return QRBlocks(total: totalCodewords, count: count, correction: correction)
  }

  /// Eighteen bits: the version and its BCH (18, 6) code (annex D).
  var informationBits: Int {
    var remainder = number
    for _ in 0..<12 { remainder = remainder << 1 ^ (remainder >> 11) * 0x1F25 }
    return number << 12 | remainder
  }

  /// Error correction codewords of one block, by level and version.
  private static let correctionCodewords: [[UInt8]] = [
    [
      7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
      28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
    [
      10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
      26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
    ],
    [
      13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30,
      28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
    [
      17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28,
      30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
  ]

  /// Blocks by level and version.
  private static let blockCounts: [[UInt8]] = [
    [
      1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8,
      8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25,
    ],
    [
      1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16,
      17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
    ],
    [
      1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20,
      23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
    ],
    [
      1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25,
      25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81,
    ],
  ]
}

/// How a symbol's codewords are split into blocks; the last ones may hold one codeword more.
struct QRBlocks: Hashable {
  let total: Int
  let count: Int
  let correction: Int

  /// Data codewords of all blocks.
  var dataCodewords: Int { total - count * correction }

  /// Blocks without the extra codeword.
  var shortBlocks: Int { count - dataCodewords % count }

  /// Data codewords of one block.
  func dataLength(block: Int) -> Int {
    dataCodewords / count + (block < shortBlocks ? 0 : 1)
  }
}
