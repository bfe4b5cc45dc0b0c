/// Error correction of one block of codewords (ISO/IEC 18004, section 7.5.2 and annex A).
enum ReedSolomon {
  /// The most correction codewords that any version uses.
  static let maximumCorrection = 30

  /// Coefficients of (x − 2⁰)(x − 2¹)…, highest power first, without the leading 1.
  static let generators: [[UInt8]] = {
    var generators: [[UInt8]] = [[]]
    for degree in 1...maximumCorrection {
      let root = GaloisField.powers[degree - 1]
      let previous = [1] + generators[degree - 1]
      var next = previous + [0]
      for index in 0..<degree {
        next[index + 1] ^= GaloisField.multiply(previous[index], root)
      }
      generators.append(Array(next.dropFirst()))
    }
    return generators
  }()

  /// The correction codewords of a block's data.
  static func correction(of data: ArraySlice<UInt8>, count: Int) -> [UInt8] {
    precondition((1...maximumCorrection).contains(count), "a block has 1–30 corrections")
    let generator = generators[count]
    var remainder = [UInt8](repeating: 0, count: count)
    for byte in data {
      let factor = byte ^ remainder[0]
      for index in 1..<count { remainder[index - 1] = remainder[index] }
      remainder[count - 1] = 0
      if factor == 0 { continue }
      for index in 0..<count {
        remainder[index] ^= GaloisField.multiply(generator[index], factor)
      }
    }
    return remainder
  }
}
