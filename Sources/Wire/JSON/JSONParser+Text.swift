/// Texts between quotation marks.
extension JSONParser {
  /// A text, and a number made from its bytes where they are all ASCII and stand for themselves.
  /// Others have none, as they can equal what is written otherwise.
  struct Found {
    var text: String
    var digest: UInt64?
  }

  /// The text that begins with the quotation mark at `at`.
  @inline(__always)
  mutating func string(_ text: Span<UInt8>) throws(JSONError) -> Found {
    let start = at + 1
    var end = start
    var digest: UInt64 = 0
    var seen: UInt64 = 0
    var isWhole = false
    while !isWhole, end &+ ByteWord.byteCount <= text.count {
      let word = ByteWord(text, at: end)
      let stops = word.stops
      // All bits below the first stop: of its byte too, but those of the word are cut off.
      let run = stops == 0 ? UInt64.max : ((stops & (0 &- stops)) &>> 7) &- 1
      digest = (digest &* 31) ^ (word.bits & run)
      seen |= word.bits & run
      isWhole = stops != 0
      end &+= isWhole ? stops.trailingZeroBitCount / 8 : ByteWord.byteCount
    }
    // The last bytes of a message, put together as a word would be.
    if !isWhole {
      var (rest, shift) = (0 as UInt64, 0 as UInt64)
      while end < text.count {
        let byte = text[end]
        guard byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") else { break }
        rest |= UInt64(byte) &<< shift
        shift &+= 8
        end += 1
      }
      digest = (digest &* 31) ^ rest
      seen |= rest
    }
    at = end
    guard end < text.count else { throw fail() }
    if text[end] == UInt8(ascii: "\\") {
      return Found(text: try escapedString(text, from: start), digest: nil)
    }
    guard text[end] == UInt8(ascii: "\"") else { throw fail() }
    let found = try string(validating: text.extracting(start..<end), from: start)
    at = end + 1
    return Found(text: found, digest: seen & ByteWord.highBits == 0 ? digest : nil)
  }

  /// Concrete on purpose: the generic `String(validating:as:)` cost half of all parsing.
  func string(validating raw: Span<UInt8>, from start: Int) throws(JSONError) -> String {
    do {
      return String(copying: try UTF8Span(validating: raw))
    } catch {
      throw JSONError(kind: .encoding, offset: start)
    }
  }

  private mutating func escapedString(
    _ text: Span<UInt8>, from start: Int
  ) throws(JSONError) -> String {
    var raw: [UInt8] = []
    raw.reserveCapacity(2 * (at - start) + 64)
    for place in start..<at { raw.append(text[place]) }
    while at < text.count {
      let byte = text[at]
      at += 1
      switch byte {
      case UInt8(ascii: "\""): return try string(validating: raw.span, from: start)
      case UInt8(ascii: "\\"): try escape(text, into: &raw)
      case 0..<0x20:
        at -= 1
        throw fail()
      default: raw.append(byte)
      }
    }
    throw fail()
  }

  private mutating func escape(
    _ text: Span<UInt8>, into raw: inout [UInt8]
  ) throws(JSONError) {
    guard at < text.count else { throw fail() }
    let byte = text[at]
    at += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): raw.append(byte)
    case UInt8(ascii: "b"): raw.append(0x08)
    case UInt8(ascii: "f"): raw.append(0x0C)
    case UInt8(ascii: "n"): raw.append(0x0A)
    case UInt8(ascii: "r"): raw.append(0x0D)
    case UInt8(ascii: "t"): raw.append(0x09)
    case UInt8(ascii: "u"):
      let scalar = try unicodeEscape(text)
      for unit in String(Character(scalar)).utf8 { raw.append(unit) }
    default:
      at -= 1
      throw fail()
    }
  }

  private mutating func unicodeEscape(_ text: Span<UInt8>) throws(JSONError) -> Unicode.Scalar {
    let first = try hexUnit(text)
    if let scalar = Unicode.Scalar(UInt32(first)) { return scalar }
    // A high surrogate must be followed at once by an escaped low one (RFC 8259, section 7).
    guard first < 0xDC00, take(text, UInt8(ascii: "\\")), take(text, UInt8(ascii: "u")) else {
      throw fail(.encoding)
    }
    let second = try hexUnit(text)
    guard (0xDC00...0xDFFF).contains(second) else { throw fail(.encoding) }
    let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
    guard let scalar = Unicode.Scalar(value) else { throw fail(.encoding) }
    return scalar
  }

  private mutating func hexUnit(_ text: Span<UInt8>) throws(JSONError) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard at < text.count else { throw fail() }
      let byte = text[at]
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46: digit = byte - 0x41 + 10
      case 0x61...0x66: digit = byte - 0x61 + 10
      default: throw fail()
      }
      unit = unit << 4 | UInt16(digit)
      at += 1
    }
    return unit
  }
}
