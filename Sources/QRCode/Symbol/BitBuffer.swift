/// Bits that are appended most significant first.
struct BitBuffer {
  private(set) var bytes: [UInt8] = []
  private(set) var bitCount = 0

  mutating func append(_ value: Int, bits: Int) {
    precondition(bits <= 31 && value >> bits == 0, "the value must fit its bits")
    for shift in (0..<bits).reversed() {
      if bitCount % 8 == 0 { bytes.append(0) }
      if value >> shift & 1 == 1 { bytes[bitCount / 8] |= 0x80 >> UInt8(bitCount % 8) }
      bitCount += 1
    }
  }

  /// Ends the message: up to four zero bits, then to the byte, then the standard's pad bytes.
  mutating func terminate(codewords: Int) {
    precondition(bitCount <= codewords * 8, "the version was chosen to fit")
    append(0, bits: min(4, codewords * 8 - bitCount))
    append(0, bits: (8 - bitCount % 8) % 8)
    var pad: UInt8 = 0xEC
    while bytes.count < codewords {
      bytes.append(pad)
      pad ^= 0xEC ^ 0x11
    }
    bitCount = bytes.count * 8
  }
}
