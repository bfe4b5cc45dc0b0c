/// Why a text cannot become a symbol.
package enum QRSymbolError: Error, Hashable, Sendable {
  /// The text needs more bits than the largest allowed version has at this level.
  case tooLong(bits: Int, capacity: Int)
}

/// One QR code: a square of dark and light modules (ISO/IEC 18004).
package struct QRSymbol: Hashable, Sendable {
  /// The size of the symbol.
  package let version: QRVersion
  /// How much of it may be lost.
  package let level: QRLevel
  /// Which of the eight mask patterns lies over the data, 0–7.
  package let mask: Int
  /// The modules row by row, 1 for dark.
  let modules: [UInt8]

  /// Modules of one side, without margin.
  package var size: Int { version.size }

  /// Whether a module is dark; everything outside the symbol is light.
  package func isDark(row: Int, column: Int) -> Bool {
    guard (0..<size).contains(row), (0..<size).contains(column) else { return false }
    return modules[row * size + column] == 1
  }

  /// The smallest symbol of at least `minimum` for a text.
  ///
  /// The mask is the one with the least penalty unless one is asked for.
  package init(
    _ text: String, level: QRLevel = .medium, minimum: QRVersion? = nil, mask: Int? = nil
  ) throws(QRSymbolError) {
    precondition(mask.map { (0..<8).contains($0) } ?? true, "there are eight masks")
    let (segments, version) = try Self.fit(
      Array(text.utf8), level: level, minimum: minimum?.number ?? 1)
    var buffer = BitBuffer()
    segments.write(to: &buffer)
    let blocks = version.blocks(level)
    buffer.terminate(codewords: blocks.dataCodewords)
    let codewords = Self.interleave(buffer.bytes, blocks)
    var grid = QRGrid(version)
    grid.place(codewords)
    let chosen = grid.applyMask(mask, level: level)
    self.version = version
    self.level = level
    self.mask = chosen
    modules = grid.modules
  }

  /// The cheapest segments and the smallest version that holds them.
  private static func fit(
    _ bytes: [UInt8], level: QRLevel, minimum: Int
  ) throws(QRSymbolError) -> (QRSegments, QRVersion) {
    var needed = 0
    for group in QRVersionGroup.allCases where group.versions.upperBound >= minimum {
      let segments = QRSegments(bytes, group: group)
      needed = segments.bitCount
      if !segments.countsFit { continue }
      for number in group.versions where number >= minimum {
        guard let version = QRVersion(number) else { continue }
        if version.blocks(level).dataCodewords * 8 >= needed { return (segments, version) }
      }
    }
    throw .tooLong(bits: needed, capacity: maximumBits(level))
  }

  private static func maximumBits(_ level: QRLevel) -> Int {
    QRVersion(QRVersion.all.upperBound).map { $0.blocks(level).dataCodewords * 8 } ?? 0
  }

  /// Data codewords of all blocks in turn, then the corrections in turn (section 7.6).
  static func interleave(_ data: [UInt8], _ blocks: QRBlocks) -> [UInt8] {
    var parts: [ArraySlice<UInt8>] = []
    var start = 0
    for block in 0..<blocks.count {
      let end = start + blocks.dataLength(block: block)
      parts.append(data[start..<end])
      start = end
    }
    let corrections = parts.map { ReedSolomon.correction(of: $0, count: blocks.correction) }
    var result = [UInt8]()
    result.reserveCapacity(blocks.total)
    for index in 0...blocks.dataCodewords / blocks.count {
      for part in parts where index < part.count { result.append(part[part.startIndex + index]) }
    }
    for index in 0..<blocks.correction {
      for correction in corrections { result.append(correction[index]) }
    }
    return result
  }
}
