/// How hard a masked symbol would be to read (ISO/IEC 18004, section 7.8.3.1).
enum QRPenalty {
  private static let run = 3
  private static let block = 3
  private static let finderLike = 40
  private static let imbalance = 10

  /// The sum over all four features; less is better.
  static func score(_ modules: [UInt8], size: Int) -> Int {
    var score = 0
    for line in 0..<size {
      score += lineScore(modules, start: line * size, stride: 1, size: size)
      score += lineScore(modules, start: line, stride: size, size: size)
    }
    return score + blockScore(modules, size: size) + balanceScore(modules)
  }

  /// Runs of five and more, and the 1:1:3:1:1 of a finder with four light modules beside it.
  private static func lineScore(
    _ modules: [UInt8], start: Int, stride: Int, size: Int
  ) -> Int {
    var score = 0
    var length = 0
    var last: UInt8 = 2
    var window: UInt16 = 0
    var index = start
    for position in 0..<size {
      let module = modules[index]
      index += stride
      if module == last {
        length += 1
        score += length == 5 ? run : length > 5 ? 1 : 0
      } else {
        last = module
        length = 1
      }
      window = (window << 1 | UInt16(module)) & 0x7FF
      if position >= 10, window == 0b101_1101_0000 || window == 0b000_0101_1101 {
        score += finderLike
      }
    }
    return score
  }

  private static func blockScore(_ modules: [UInt8], size: Int) -> Int {
    var count = 0
    for row in 1..<size {
      var above = modules[(row - 1) * size] + modules[row * size]
      for index in (row * size + 1)..<(row * size + size) {
        let sum = modules[index - size] + modules[index]
        if sum == above && sum != 1 { count += 1 }
        above = sum
      }
    }
    return count * block
  }

  /// Ten for every full five per cent that the dark modules are away from one half.
  private static func balanceScore(_ modules: [UInt8]) -> Int {
    let dark = modules.reduce(0) { $0 + Int($1) }
    return abs(dark * 20 - modules.count * 10) / modules.count * imbalance
  }
}
