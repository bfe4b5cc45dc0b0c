/// Percent-encoding of URI parts (RFC 3986, section 2.1).
enum PercentCoding {
  /// The decoded text, nil for a broken escape, bytes that are not UTF-8, or a decoded control.
  static func decode(_ bytes: ArraySlice<UInt8>) -> String? {
    guard bytes.contains(0x25) else { return String(decoding: bytes, as: UTF8.self) }
    var result = [UInt8]()
    result.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] != 0x25 {
        result.append(bytes[index])
        index += 1
        continue
      }
      guard index + 2 < bytes.endIndex, let high = hexValue(bytes[index + 1]),
        let low = hexValue(bytes[index + 2])
      else { return nil }
      result.append(high << 4 | low)
      index += 3
    }
    guard let text = String(validating: result, as: UTF8.self),
      TextGuard.firstRefused(in: text) == nil
    else { return nil }
    return text
  }

  /// The text with everything but unreserved characters escaped.
  static func encode(_ text: String) -> String {
    var result = [UInt8]()
    for byte in text.utf8 {
      if isUnreserved(byte) {
        result.append(byte)
      } else {
        result.append(contentsOf: [0x25, hexDigit(byte >> 4), hexDigit(byte & 15)])
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Letters, digits, `-`, `.`, `_` and `~`.
  static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
    default: false
    }
  }

  static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? 0x30 + value : 0x37 + value
  }
}
