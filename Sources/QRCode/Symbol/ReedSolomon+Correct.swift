extension ReedSolomon {
  /// Repairs a block of data and correction codewords; nil when too much is lost.
  ///
  /// Syndromes, Berlekamp–Massey, Chien search, Forney's formula; at most half as many errors
  /// as there are correction codewords.
  static func corrected(_ block: [UInt8], corrections: Int) -> [UInt8]? {
    let syndromes = syndromes(block, count: corrections)
    if syndromes.allSatisfy({ $0 == 0 }) { return block }
    guard let locator = locator(syndromes) else { return nil }
    let errors = locator.count - 1
    var positions: [Int] = []
    for exponent in 0..<block.count where value(locator, at: inversePower(exponent)) == 0 {
      positions.append(exponent)
    }
    guard positions.count == errors else { return nil }
    let evaluator = product(syndromes, locator, terms: corrections)
    var result = block
    for exponent in positions {
      let inverse = inversePower(exponent)
      let slope = derivative(locator, at: inverse)
      guard slope != 0 else { return nil }
      // The first root is 2⁰, so the magnitude carries one more power of the position.
      let magnitude = GaloisField.multiply(
        GaloisField.powers[exponent],
        GaloisField.multiply(value(evaluator, at: inverse), GaloisField.inverse(slope)))
      result[block.count - 1 - exponent] ^= magnitude
    }
    return self.syndromes(result, count: corrections).allSatisfy { $0 == 0 } ? result : nil
  }

  private static func inversePower(_ exponent: Int) -> UInt8 {
    GaloisField.powers[(255 - exponent % 255) % 255]
  }

  private static func syndromes(_ block: [UInt8], count: Int) -> [UInt8] {
    (0..<count).map { root in
      let factor = GaloisField.powers[root]
      return block.reduce(0) { GaloisField.multiply($0, factor) ^ $1 }
    }
  }

  /// The error locator, lowest power first (Berlekamp and Massey).
  private static func locator(_ syndromes: [UInt8]) -> [UInt8]? {
    var current: [UInt8] = [1]
    var previous: [UInt8] = [1]
    var errors = 0
    var shift = 1
    var last: UInt8 = 1
    for step in syndromes.indices {
      var discrepancy = syndromes[step]
      for index in 1..<max(1, current.count) where index <= step {
        discrepancy ^= GaloisField.multiply(current[index], syndromes[step - index])
      }
      if discrepancy == 0 {
        shift += 1
        continue
      }
      let factor = GaloisField.multiply(discrepancy, GaloisField.inverse(last))
      var next = current
      let needed = previous.count + shift
      if next.count < needed { next += [UInt8](repeating: 0, count: needed - next.count) }
      for index in previous.indices {
        next[index + shift] ^= GaloisField.multiply(factor, previous[index])
      }
      if 2 * errors <= step {
        errors = step + 1 - errors
        previous = current
        last = discrepancy
        shift = 1
      } else {
        shift += 1
      }
      current = next
    }
    while let highest = current.last, highest == 0 { current.removeLast() }
    return current.count - 1 == errors && errors * 2 <= syndromes.count ? current : nil
  }

  /// The value of a polynomial, lowest power first.
  private static func value(_ polynomial: [UInt8], at point: UInt8) -> UInt8 {
    polynomial.reversed().reduce(0) { GaloisField.multiply($0, point) ^ $1 }
  }

  /// In a field of characteristic two only odd powers have a derivative.
  private static func derivative(_ polynomial: [UInt8], at point: UInt8) -> UInt8 {
    let square = GaloisField.multiply(point, point)
    var sum: UInt8 = 0
    var power: UInt8 = 1
    for index in stride(from: 1, to: polynomial.count, by: 2) {
      sum ^= GaloisField.multiply(polynomial[index], power)
      power = GaloisField.multiply(power, square)
    }
    return sum
  }

  private static func product(_ left: [UInt8], _ right: [UInt8], terms: Int) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: terms)
    for (index, factor) in left.enumerated() {
      for (other, value) in right.enumerated() where index + other < terms {
        result[index + other] ^= GaloisField.multiply(factor, value)
      }
    }
    return result
  }
}
