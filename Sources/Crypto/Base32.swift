/// Crockford's base32 (crockford.com/base32.html): no I, L, O, U; what is misread is still read.
package enum Base32 {
  /// Which letters are written; upper case costs less in a QR symbol, lower case reads better.
  package enum LetterCase: Sendable {
    /// `0123456789abcdefghjkmnpqrstvwxyz`.
    case lower
    /// The same in capitals.
    case upper
  }

  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

  /// The text without padding: five bits a letter, the last one filled with zero bits.
  package static func encode(_ bytes: [UInt8], letterCase: LetterCase = .lower) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count * 8 + 4) / 5)
    var bits: UInt32 = 0
    var bitCount: UInt32 = 0
    for byte in bytes {
      bits = (bits << 8 | UInt32(byte)) & 0xFFFF
      bitCount += 8
      while bitCount >= 5 {
        bitCount -= 5
        text.append(letter(bits >> bitCount, letterCase))
      }
    }
    if bitCount > 0 {
      text.append(letter(bits << (5 - bitCount), letterCase))
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes, or nil for a foreign letter, an impossible length or filling bits that are not 0.
  ///
  /// Letters count in either case; I and L are read as 1, O as 0.
  package static func decode(_ text: some StringProtocol) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var bitCount: UInt32 = 0
    for character in text.utf8 {
      guard let value = value(of: character) else { return nil }
      bits = (bits << 5 | value) & 0xFFFF
      bitCount += 5
      if bitCount >= 8 {
        bitCount -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> bitCount))
      }
    }
    let filling = bits & (1 << bitCount - 1)
    return bitCount < 5 && filling == 0 ? bytes : nil
  }

  private static func letter(_ bits: UInt32, _ letterCase: LetterCase) -> UInt8 {
    let letter = alphabet[Int(bits & 31)]
    let isLetter = letter >= UInt8(ascii: "a")
    return letterCase == .upper && isLetter ? letter - 32 : letter
  }

  private static func value(of character: UInt8) -> UInt32? {
    let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(character)
    let lower = isUpper ? character + 32 : character
    switch lower {
    case UInt8(ascii: "i"), UInt8(ascii: "l"): return 1
    case UInt8(ascii: "o"): return 0
    default: return alphabet.firstIndex(of: lower).map { UInt32($0) }
    }
  }
}
