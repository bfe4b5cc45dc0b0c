/// Arithmetic of GF(256) with the polynomial x⁸ + x⁴ + x³ + x² + 1 (ISO/IEC 18004, annex A).
enum GaloisField {
  /// Powers of 2, twice around so that a sum of two logarithms needs no reduction.
  static let powers: [UInt8] = {
    var powers = [UInt8](repeating: 1, count: 512)
    var value = 1
    for exponent in 0..<255 {
      powers[exponent] = UInt8(value)
      powers[exponent + 255] = UInt8(value)
      value <<= 1
      if value > 255 { value ^= 0x11D }
    }
    return powers
  }()

  /// Exponents of the non-zero elements; entry 0 is unused.
  static let logarithms: [UInt8] = {
    var logarithms = [UInt8](repeating: 0, count: 256)
    for exponent in 0..<255 { logarithms[Int(powers[exponent])] = UInt8(exponent) }
    return logarithms
  }()

  static func multiply(_ left: UInt8, _ right: UInt8) -> UInt8 {
    if left == 0 || right == 0 { return 0 }
    return powers[Int(logarithms[Int(left)]) + Int(logarithms[Int(right)])]
  }

  static func inverse(_ value: UInt8) -> UInt8 {
    precondition(value != 0, "zero has no inverse")
    return powers[255 - Int(logarithms[Int(value)])]
  }
}
