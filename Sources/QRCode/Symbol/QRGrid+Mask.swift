extension QRGrid {
  /// Whether mask `mask` inverts a data module (ISO/IEC 18004, table 10).
  static func inverts(_ mask: Int, _ row: Int, _ column: Int) -> Bool {
    switch mask {
    case 0: (row + column) % 2 == 0
    case 1: row % 2 == 0
    case 2: column % 3 == 0
    case 3: (row + column) % 3 == 0
    case 4: (row / 2 + column / 3) % 2 == 0
    case 5: row * column % 2 + row * column % 3 == 0
    case 6: (row * column % 2 + row * column % 3) % 2 == 0
    default: ((row + column) % 2 + row * column % 3) % 2 == 0
    }
  }

  /// Every mask repeats after this many rows and columns.
  private static let maskPeriod = 12

  /// Inverts the data modules of a mask; twice is nothing.
  mutating func invert(_ mask: Int) {
    let period = Self.maskPeriod
    var tile = [UInt8](repeating: 0, count: period * period)
    for row in 0..<period {
      for column in 0..<period where Self.inverts(mask, row, column) {
        tile[row * period + column] = 1
      }
    }
    for row in 0..<size {
      let line = row % period * period
      var phase = 0
      for index in (row * size)..<(row * size + size) {
        modules[index] ^= tile[line + phase] & ~functions[index]
        phase = phase == period - 1 ? 0 : phase + 1
      }
    }
  }

  /// Applies the asked mask or the one with the least penalty, and draws the format.
  mutating func applyMask(_ asked: Int?, level: QRLevel) -> Int {
    var chosen = asked ?? 0
    if asked == nil {
      var least = Int.max
      for mask in 0..<8 {
        invert(mask)
        drawFormat(level, mask: mask)
        let penalty = QRPenalty.score(modules, size: size)
        if penalty < least {
          least = penalty
          chosen = mask
        }
        invert(mask)
      }
    }
    invert(chosen)
    drawFormat(level, mask: chosen)
    return chosen
  }
}
