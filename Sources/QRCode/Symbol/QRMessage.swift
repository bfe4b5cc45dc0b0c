/// The text of a symbol from its data codewords (ISO/IEC 18004, section 7.4).
struct QRMessage {
  private var reader: BitReader
  private let group: QRVersionGroup
  private var bytes: [UInt8] = []
  private var text = ""
  private var interpretation: Interpretation = .unsaid

  private enum Interpretation { case unsaid, utf8, latin1 }

  /// The text, nil when the bits are no message or need a character table that is not here.
  static func text(_ codewords: [UInt8], version: QRVersion) -> String? {
    var message = QRMessage(codewords, version)
    return message.read() ? message.text : nil
  }

  private init(_ codewords: [UInt8], _ version: QRVersion) {
    reader = BitReader(codewords)
    group = QRVersionGroup(version)
  }

  private mutating func read() -> Bool {
    while reader.remaining >= QRMode.indicatorBits, let mode = reader.take(QRMode.indicatorBits) {
      switch mode {
      case 0:
        return flush()
      case QRMode.numeric.rawValue:
        guard readNumeric() else { return false }
      case QRMode.alphanumeric.rawValue:
        guard readAlphanumeric() else { return false }
      case QRMode.byte.rawValue:
        guard readBytes() else { return false }
      case QRMode.extendedChannel.rawValue:
        guard readInterpretation() else { return false }
      case 3:
        // One part of a message over several symbols: its place and parity are not kept.
        guard reader.take(16) != nil else { return false }
      case 5: continue
      case 9:
        guard reader.take(8) != nil else { return false }
      default:
        // Kanji needs the table of JIS X 0208.
        return false
      }
    }
    return flush()
  }

  private mutating func readNumeric() -> Bool {
    guard var left = reader.take(QRMode.numeric.countBits(group)) else { return false }
    while left > 0 {
      let digits = min(left, 3)
      guard let value = reader.take([0, 4, 7, 10][digits]), value < [1, 10, 100, 1_000][digits]
      else { return false }
      for place in [100, 10, 1].suffix(digits) {
        bytes.append(UInt8(0x30 + value / place % 10))
      }
      left -= digits
    }
    return true
  }

  private mutating func readAlphanumeric() -> Bool {
    guard var left = reader.take(QRMode.alphanumeric.countBits(group)) else { return false }
    while left > 0 {
      let isPair = left > 1
      guard let value = reader.take(isPair ? 11 : 6), value < (isPair ? 45 * 45 : 45) else {
        return false
      }
      if isPair { bytes.append(QRMode.alphanumerics[value / 45]) }
      bytes.append(QRMode.alphanumerics[value % 45])
      left -= isPair ? 2 : 1
    }
    return true
  }

  private mutating func readBytes() -> Bool {
    guard let count = reader.take(QRMode.byte.countBits(group)), count * 8 <= reader.remaining
    else { return false }
    for _ in 0..<count {
      guard let byte = reader.take(8) else { return false }
      bytes.append(UInt8(byte))
    }
    return true
  }

  /// The assignment number in one, two or three bytes (table 4).
  private mutating func readInterpretation() -> Bool {
    guard flush(), let first = reader.take(8) else { return false }
    var number = first
    if first & 0xC0 == 0x80 {
      guard let more = reader.take(8) else { return false }
      number = (first & 0x3F) << 8 | more
    } else if first & 0xE0 == 0xC0 {
      guard let more = reader.take(16) else { return false }
      number = (first & 0x1F) << 16 | more
    } else if first & 0x80 != 0 {
      return false
    }
    switch number {
    case QRMode.utf8Assignment: interpretation = .utf8
    case 1, 3: interpretation = .latin1
    // ASCII is in both.
    case 27: interpretation = .utf8
    default: return false
    }
    return true
  }

  /// Turns the bytes so far into text; without a declaration UTF-8 is tried first.
  private mutating func flush() -> Bool {
    if interpretation != .latin1, let part = String(validating: bytes, as: UTF8.self) {
      text += part
    } else if interpretation == .utf8 {
      return false
    } else {
      for byte in bytes { text.unicodeScalars.append(UnicodeScalar(byte)) }
    }
    bytes = []
    return true
  }
}
