/// One code that was found in a picture.
package struct QRReading: Hashable, Sendable {
  /// What the code says.
  package let text: String
  /// The size of the symbol.
  package let version: QRVersion
  /// How much of it may be lost.
  package let level: QRLevel

  /// Reads modules, row by row with 1 for dark, that were sampled from somewhere.
  ///
  /// Nil when the format or a block cannot be repaired, or the message is not understood.
  init?(modules: [UInt8], version: QRVersion) {
    let size = version.size
    precondition(modules.count == size * size, "a symbol is a square")
    guard let format = Self.format(modules, size: size) else { return nil }
    var grid = QRGrid(version)
    grid.modules = modules
    grid.invert(format.mask)
    var codewords = [UInt8](repeating: 0, count: version.totalCodewords)
    for (bit, index) in zip(0..<(codewords.count * 8), grid.dataIndices) {
      codewords[bit / 8] |= grid.modules[index] << UInt8(7 - bit % 8)
    }
    guard let data = Self.repaired(codewords, version.blocks(format.level)),
      let text = QRMessage.text(data, version: version)
    else { return nil }
    self.text = text
    self.version = version
    level = format.level
  }

  /// The level and mask whose code is nearest to one of the two copies, at most three bits off.
  private static func format(_ modules: [UInt8], size: Int) -> (level: QRLevel, mask: Int)? {
    var read = (first: 0, second: 0)
    for (bit, place) in QRGrid.formatPlaces(size: size).enumerated() {
      read.first |= Int(modules[place.first.0 * size + place.first.1]) << bit
      read.second |= Int(modules[place.second.0 * size + place.second.1]) << bit
    }
    var best: (level: QRLevel, mask: Int)?
    var least = 4
    for level in QRLevel.allCases {
      for mask in 0..<8 {
        let bits = QRGrid.formatBits(level, mask: mask)
        let distance = min(
          (bits ^ read.first).nonzeroBitCount, (bits ^ read.second).nonzeroBitCount)
        if distance < least {
          least = distance
          best = (level, mask)
        }
      }
    }
    return best
  }

  /// The data codewords in order, every block repaired.
  private static func repaired(_ codewords: [UInt8], _ blocks: QRBlocks) -> [UInt8]? {
    var parts = [[UInt8]](repeating: [], count: blocks.count)
    var index = 0
    for position in 0...blocks.dataCodewords / blocks.count {
      for block in 0..<blocks.count where position < blocks.dataLength(block: block) {
        parts[block].append(codewords[index])
        index += 1
      }
    }
    for _ in 0..<blocks.correction {
      for block in 0..<blocks.count {
        parts[block].append(codewords[index])
        index += 1
      }
    }
    var data: [UInt8] = []
    for part in parts {
      guard let whole = ReedSolomon.corrected(part, corrections: blocks.correction) else {
        return nil
      }
      data += whole.dropLast(blocks.correction)
    }
    return data
  }
}
