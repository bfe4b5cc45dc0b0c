/// Turns bytes of a terminal into keys; pure. A lone escape byte is told apart from a sequence by
/// `flush`, which the caller sends when nothing followed for a moment.
struct KeyDecoder {
  /// How long an escape byte waits for the rest of its sequence, in milliseconds.
  static let escapeMilliseconds = 30
  /// Bytes of a paste that are kept; the rest is dropped.
  static let pasteByteLimit = 16 << 10
  /// Bytes of an unfinished sequence, beyond which it is no sequence.
  static let sequenceByteLimit = 16

  private static let escape: UInt8 = 0x1B
  private static let pasteStart = "200~"
  private static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)

  private var pending: [UInt8] = []
  private var paste: [UInt8]?

  /// Whether bytes wait for what follows them.
  var isWaiting: Bool { !pending.isEmpty }

  /// Takes bytes and gives the keys they complete.
  mutating func feed(_ bytes: [UInt8]) -> [Key] {
    pending += bytes
    var keys: [Key] = []
    while !pending.isEmpty {
      if paste != nil {
        guard let key = takePaste() else { break }
        keys.append(key)
      } else {
        guard let key = next() else { break }
        if key != .unknown { keys.append(key) }
      }
    }
    return keys
  }

  /// Nothing followed: what waits is what it is.
  mutating func flush() -> [Key] {
    guard paste == nil, pending.first == Self.escape else { return [] }
    pending.removeFirst()
    let rest = pending
    pending = []
    return [.escape] + feed(rest)
  }

  /// The next key; nil where more bytes are needed.
  private mutating func next() -> Key? {
    let first = pending[0]
    switch first {
    case Self.escape: return sequence()
    case 0x0D, 0x0A: return drop(1, .enter)
    case 0x09: return drop(1, .tab)
    case 0x7F, 0x08: return drop(1, .backspace)
    case 0x03: return drop(1, .interrupt)
    case 0x00..<0x20: return drop(1, .unknown)
    default: return character(first)
    }
  }

  private mutating func character(_ first: UInt8) -> Key? {
    let count =
      switch first {
      case 0x20..<0x80: 1
      case 0xC2..<0xE0: 2
      case 0xE0..<0xF0: 3
      case 0xF0..<0xF5: 4
      default: 0
      }
    guard count > 0 else { return drop(1, .unknown) }
    guard pending.count >= count else { return nil }
    let text = String(decoding: pending[..<count], as: UTF8.self)
    return drop(count, text.first.map { $0 == "\u{FFFD}" ? .unknown : .character($0) } ?? .unknown)
  }

  /// `ESC [ … final` and `ESC O final` (ECMA-48, xterm); nil where more bytes are needed.
  private mutating func sequence() -> Key? {
    guard pending.count > 1 else { return nil }
    guard pending[1] == UInt8(ascii: "[") || pending[1] == UInt8(ascii: "O") else {
      return drop(1, .escape)
    }
    guard let end = pending.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0) }) else {
      return pending.count > Self.sequenceByteLimit ? drop(pending.count, .unknown) : nil
    }
    let body = String(decoding: pending[2...end], as: UTF8.self)
    if body == Self.pasteStart {
      paste = []
      return drop(end + 1, .unknown)
    }
    return drop(end + 1, Self.keys[body] ?? Self.report(body) ?? .unknown)
  }

  /// `row;columnR`: the answer to `ESC[6n`.
  private static func report(_ body: String) -> Key? {
    guard body.last == "R" else { return nil }
    let parts = body.dropLast().split(separator: ";").compactMap { Int($0) }
    return parts.count == 2 ? .cursor(column: parts[1]) : nil
  }

  private static let keys: [String: Key] = [
    "A": .up, "B": .down, "C": .right, "D": .left, "H": .home, "F": .end, "Z": .backTab,
    "1~": .home, "4~": .end, "7~": .home, "8~": .end, "5~": .pageUp, "6~": .pageDown, "M": .enter,
  ]

  /// Collects a paste until its end; nil where more bytes are needed.
  private mutating func takePaste() -> Key? {
    while !pending.isEmpty {
      if pending[0] == Self.escape {
        if pending.starts(with: Self.pasteEnd) {
          let text = String(decoding: paste ?? [], as: UTF8.self)
          paste = nil
          return drop(Self.pasteEnd.count, .paste(text))
        }
        if Self.pasteEnd.starts(with: pending) { return nil }
      }
      let byte = pending.removeFirst()
      if (paste?.count ?? 0) < Self.pasteByteLimit { paste?.append(byte) }
    }
    return nil
  }

  private mutating func drop(_ count: Int, _ key: Key) -> Key {
    pending.removeFirst(count)
    return key
  }
}
