/// Crockford's base 32: digits and upper-case letters without I, L, O and U.
///
/// Only the canonical upper-case letters are read: a printed code has exactly one spelling, so
/// two texts that differ never name the same thing. Source: crockford.com/base32.html.
package enum Crockford32 {
  /// Bits carried by one character.
  package static let bitsPerCharacter = 5

  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  /// The value of each byte, or `invalid`.
  private static let values: [UInt8] = {
    var table = [UInt8](repeating: invalid, count: 256)
    for (value, character) in alphabet.enumerated() {
      table[Int(character)] = UInt8(value)
    }
    return table
  }()

  private static let invalid: UInt8 = 0xFF

  /// The value 0–31 of one character, nil for a byte outside the alphabet.
  package static func value(of character: UInt8) -> UInt8? {
    let value = values[Int(character)]
    return value == invalid ? nil : value
  }

  /// The character of a value 0–31.
  package static func character(of value: UInt8) -> UInt8 {
    precondition(value < 32, "a base 32 digit is 0–31")
    return alphabet[Int(value)]
  }

  /// The low `5 × characters` bits of `bits`, most significant first.
  package static func text(bits: UInt64, characters: Int) -> String {
    precondition((1...12).contains(characters), "1–12 characters fit 60 bits")
    var bytes = [UInt8]()
    for index in (0..<characters).reversed() {
      bytes.append(character(of: UInt8(truncatingIfNeeded: bits >> UInt64(5 * index)) & 31))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text of whole bytes, most significant bit first, zero bits at the end.
  ///
  /// Ten random bytes give the 16 characters of a dynamic code's opaque id.
  package static func text(bytes: [UInt8]) -> String {
    var result = [UInt8]()
    var pending: UInt32 = 0
    var count = 0
    for byte in bytes {
      pending = (pending << 8 | UInt32(byte)) & 0xFFFF
      count += 8
      while count >= bitsPerCharacter {
        count -= bitsPerCharacter
        result.append(character(of: UInt8(truncatingIfNeeded: pending >> UInt32(count)) & 31))
      }
    }
    if count > 0 {
      let last = pending << UInt32(bitsPerCharacter - count)
      result.append(character(of: UInt8(truncatingIfNeeded: last) & 31))
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The number that up to twelve characters stand for, nil when one is outside the alphabet.
  package static func bits(_ characters: some Sequence<UInt8>) -> UInt64? {
    var bits: UInt64 = 0
    for character in characters {
      guard let value = value(of: character), bits >> 59 == 0 else { return nil }
      bits = bits << 5 | UInt64(value)
    }
    return bits
  }
}
