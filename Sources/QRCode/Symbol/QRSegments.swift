/// The cheapest split of a text into runs of one mode.
struct QRSegments {
  struct Run: Hashable {
    let mode: QRMode
    var range: Range<Int>
  }

  let bytes: [UInt8]
  let runs: [Run]
  let group: QRVersionGroup
  /// Text beyond ASCII says that it is UTF-8.
  let declaresUTF8: Bool

  private static let modes: [QRMode] = [.numeric, .alphanumeric, .byte]

  /// Dynamic programming over the bytes: the cost of ending each one in each mode.
  ///
  /// Costs are sixths of a bit, because three digits share ten bits and two letters eleven.
  init(_ bytes: [UInt8], group: QRVersionGroup) {
    self.bytes = bytes
    self.group = group
    declaresUTF8 = !bytes.allSatisfy { $0 < 0x80 }
    let heads = Self.modes.map { (QRMode.indicatorBits + $0.countBits(group)) * 6 }
    var costs = heads
    var cameFrom = [UInt8]()
    cameFrom.reserveCapacity(bytes.count * 3)
    for byte in bytes {
      let added = Self.costs(of: byte)
      var next = [Int.max, Int.max, Int.max]
      var origins: [UInt8] = [0, 1, 2]
      for mode in 0..<3 where added[mode] < Int.max {
        next[mode] = costs[mode] == Int.max ? Int.max : costs[mode] + added[mode]
        for other in 0..<3 where other != mode && costs[other] < Int.max {
          // A run ends on a whole bit before the next head.
          let cost = (costs[other] + 5) / 6 * 6 + heads[mode] + added[mode]
          if cost < next[mode] {
            next[mode] = cost
            origins[mode] = UInt8(other)
          }
        }
      }
      costs = next
      cameFrom.append(contentsOf: origins)
    }
    var mode = costs.indices.min { costs[$0] < costs[$1] } ?? 2
    var runs = [Run]()
    for index in bytes.indices.reversed() {
      if let last = runs.last, last.mode == Self.modes[mode] {
        runs[runs.count - 1].range = index..<last.range.upperBound
      } else {
        runs.append(Run(mode: Self.modes[mode], range: index..<(index + 1)))
      }
      mode = Int(cameFrom[index * 3 + mode])
    }
    self.runs = runs.reversed()
  }

  private static func costs(of byte: UInt8) -> [Int] {
    let isDigit = (0x30...0x39).contains(byte)
    let isAlphanumeric = QRMode.alphanumericValues[Int(byte)] != 0xFF
    return [isDigit ? 20 : Int.max, isAlphanumeric ? 33 : Int.max, 48]
  }

  /// Bits of all runs with their heads.
  var bitCount: Int {
    let declaration = declaresUTF8 ? QRMode.indicatorBits + 8 : 0
    return runs.reduce(declaration) { sum, run in
      sum + QRMode.indicatorBits + run.mode.countBits(group)
        + Self.dataBits(run.mode, run.range.count)
    }
  }

  private static func dataBits(_ mode: QRMode, _ count: Int) -> Int {
    switch mode {
    case .numeric: count / 3 * 10 + [0, 4, 7][count % 3]
    case .alphanumeric: count / 2 * 11 + count % 2 * 6
    default: count * 8
    }
  }

  /// Whether every run's length fits its character count.
  var countsFit: Bool {
    runs.allSatisfy { $0.range.count < 1 << $0.mode.countBits(group) }
  }

  /// Writes the runs without a terminator.
  func write(to buffer: inout BitBuffer) {
    if declaresUTF8 {
      buffer.append(QRMode.extendedChannel.rawValue, bits: QRMode.indicatorBits)
      buffer.append(QRMode.utf8Assignment, bits: 8)
    }
    for run in runs {
      buffer.append(run.mode.rawValue, bits: QRMode.indicatorBits)
      buffer.append(run.range.count, bits: run.mode.countBits(group))
      write(run, to: &buffer)
    }
  }

  private func write(_ run: Run, to buffer: inout BitBuffer) {
    var index = run.range.lowerBound
    while index < run.range.upperBound {
      switch run.mode {
      case .numeric:
        let digits = bytes[index..<min(index + 3, run.range.upperBound)]
        let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        buffer.append(value, bits: [0, 4, 7, 10][digits.count])
        index += 3
      case .alphanumeric:
        let pair = bytes[index..<min(index + 2, run.range.upperBound)]
        let value = pair.reduce(0) { $0 * 45 + Int(QRMode.alphanumericValues[Int($1)]) }
        buffer.append(value, bits: [0, 6, 11][pair.count])
        index += 2
      default:
        buffer.append(Int(bytes[index]), bits: 8)
        index += 1
      }
    }
  }
}
