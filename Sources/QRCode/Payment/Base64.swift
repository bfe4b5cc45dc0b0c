/// Base 64 with the standard alphabet (RFC 4648, section 4), read strictly.
enum Base64 {
  /// The bytes, nil for a foreign character, a wrong length or bits that should be zero.
  static func decode(_ text: [UInt8]) -> [UInt8]? {
    guard text.count % 4 == 0, !text.isEmpty else { return nil }
    let padding = text.reversed().prefix(2).prefix { $0 == 0x3D }.count
    var result = [UInt8]()
    result.reserveCapacity(text.count / 4 * 3)
    var pending: UInt32 = 0
    var bits = 0
    for character in text.dropLast(padding) {
      guard let value = value(character) else { return nil }
      pending = (pending << 6 | UInt32(value)) & 0xFFFF
      bits += 6
      if bits >= 8 {
        bits -= 8
        result.append(UInt8(truncatingIfNeeded: pending >> UInt32(bits)))
      }
    }
    return pending & (1 << UInt32(bits) - 1) == 0 ? result : nil
  }

  static func value(_ character: UInt8) -> UInt8? {
    switch character {
    case 0x41...0x5A: character - 0x41
    case 0x61...0x7A: character - 0x61 + 26
    case 0x30...0x39: character - 0x30 + 52
    case 0x2B: 62
    case 0x2F: 63
    default: nil
    }
  }
}
