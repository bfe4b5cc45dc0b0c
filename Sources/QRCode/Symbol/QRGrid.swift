/// A symbol under construction: its modules, and which of them are not data.
struct QRGrid {
  let version: QRVersion
  let size: Int
  /// Row by row, 1 for dark.
  var modules: [UInt8]
  /// 1 for finder, timing, alignment, format and version modules.
  private(set) var functions: [UInt8]

  /// A grid with every function pattern drawn and the format area reserved.
  init(_ version: QRVersion) {
    self.version = version
    size = version.size
    modules = [UInt8](repeating: 0, count: size * size)
    functions = modules
    drawTiming()
    for (row, column) in [(3, 3), (3, size - 4), (size - 4, 3)] {
      drawFinder(row: row, column: column)
    }
    drawAlignment()
    reserveFormat()
    drawVersion()
  }

  private mutating func set(_ row: Int, _ column: Int, dark: Bool) {
    modules[row * size + column] = dark ? 1 : 0
    functions[row * size + column] = 1
  }

  private mutating func drawTiming() {
    for index in 0..<size {
      set(6, index, dark: index % 2 == 0)
      set(index, 6, dark: index % 2 == 0)
    }
  }

  /// Rings of 7, 5 and 3 modules and the light separator around them.
  private mutating func drawFinder(row: Int, column: Int) {
    for down in -4...4 {
      for right in -4...4 {
        let ring = max(abs(down), abs(right))
        guard (0..<size).contains(row + down), (0..<size).contains(column + right) else {
          continue
        }
        set(row + down, column + right, dark: ring != 2 && ring != 4)
      }
    }
  }

  private mutating func drawAlignment() {
    let centres = version.alignmentCentres
    guard let last = centres.last else { return }
    for row in centres {
      for column in centres {
        // Three corners belong to the finders.
        if (row, column) == (6, 6) || (row, column) == (6, last) || (row, column) == (last, 6) {
          continue
        }
        for down in -2...2 {
          for right in -2...2 {
            set(row + down, column + right, dark: max(abs(down), abs(right)) != 1)
          }
        }
      }
    }
  }

  /// The module at (8, 8) and its neighbours, once beside the first finder and once split
  /// between the two others (figure 25), least significant bit first.
  static func formatPlaces(size: Int) -> [(first: (Int, Int), second: (Int, Int))] {
    (0..<15).map { bit in
      let first =
        switch bit {
        case 0...5: (bit, 8)
        case 6: (7, 8)
        case 7: (8, 8)
        case 8: (8, 7)
        default: (8, 14 - bit)
        }
      let second = bit < 8 ? (8, size - 1 - bit) : (size - 15 + bit, 8)
      return (first, second)
    }
  }

  private mutating func reserveFormat() {
    for place in Self.formatPlaces(size: size) {
      set(place.first.0, place.first.1, dark: false)
      set(place.second.0, place.second.1, dark: false)
    }
    set(size - 8, 8, dark: true)
  }

  /// Fifteen bits: level, mask and their BCH (15, 5) code, masked (annex C).
  static func formatBits(_ level: QRLevel, mask: Int) -> Int {
    let data = level.formatBits << 3 | mask
    var remainder = data
    for _ in 0..<10 { remainder = remainder << 1 ^ (remainder >> 9) * 0x537 }
    return (data << 10 | remainder) ^ 0x5412
  }

  mutating func drawFormat(_ level: QRLevel, mask: Int) {
    let bits = Self.formatBits(level, mask: mask)
    for (bit, place) in Self.formatPlaces(size: size).enumerated() {
      set(place.first.0, place.first.1, dark: bits >> bit & 1 == 1)
      set(place.second.0, place.second.1, dark: bits >> bit & 1 == 1)
    }
  }

  private mutating func drawVersion() {
    if version.number < 7 { return }
    let bits = version.informationBits
    for bit in 0..<18 {
      let dark = bits >> bit & 1 == 1
      set(bit / 3, size - 11 + bit % 3, dark: dark)
      set(size - 11 + bit % 3, bit / 3, dark: dark)
    }
  }

  /// Indices of the data modules in the order of their bits (section 7.7.3): pairs of columns
  /// from the right, upwards and downwards in turn, past the vertical timing line.
  var dataIndices: [Int] {
    var indices = [Int]()
    indices.reserveCapacity(version.dataModules)
    var upwards = true
    var right = size - 1
    while right > 0 {
      if right == 6 { right -= 1 }
      for step in 0..<size {
        let start = (upwards ? size - 1 - step : step) * size + right
        if functions[start] == 0 { indices.append(start) }
        if functions[start - 1] == 0 { indices.append(start - 1) }
      }
      upwards.toggle()
      right -= 2
    }
    return indices
  }

  mutating func place(_ codewords: [UInt8]) {
    precondition(codewords.count == version.totalCodewords, "a symbol is filled exactly")
    for (bit, index) in zip(0..<(codewords.count * 8), dataIndices) {
      modules[index] = codewords[bit / 8] >> UInt8(7 - bit % 8) & 1
    }
  }
}
