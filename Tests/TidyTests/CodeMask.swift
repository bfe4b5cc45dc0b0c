/// Tells code from comments and strings, byte by byte.
struct CodeMask {
  enum Part: UInt8 {
    case code, comment, string, longString
  }

  /// The part that each byte of the text belongs to.
  private(set) var parts: [Part] = []

  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    parts.reserveCapacity(bytes.count)
    while index < bytes.count { step() }
  }

  private func sees(_ text: StaticString) -> Bool {
    guard index + text.utf8CodeUnitCount <= bytes.count else { return false }
    return text.withUTF8Buffer { $0.elementsEqual(bytes[index..<(index + $0.count)]) }
  }

  private mutating func take(_ count: Int, _ part: Part) {
    let end = min(index + count, bytes.count)
    while index < end {
      parts.append(part)
      index += 1
    }
  }

  private mutating func step() {
    if sees("//") {
      while index < bytes.count, bytes[index] != 0x0A { take(1, .comment) }
    } else if sees("/*") {
      blockComment()
    } else if let hashes = stringStart() {
      string(hashes: hashes)
    } else {
      take(1, .code)
    }
  }

  private mutating func blockComment() {
    var depth = 0
    repeat {
      if sees("/*") {
        depth += 1
        take(2, .comment)
      } else if sees("*/") {
        depth -= 1
        take(2, .comment)
      } else {
        take(1, .comment)
      }
    } while depth > 0 && index < bytes.count
  }

  /// The number of `#` before a string that starts here, nil when none starts.
  private func stringStart() -> Int? {
    var position = index
    while position < bytes.count, bytes[position] == 0x23 { position += 1 }
    guard position < bytes.count, bytes[position] == 0x22 else { return nil }
    return position - index
  }

  private mutating func string(hashes: Int) {
    take(hashes, .string)
    let isLong = sees("\"\"\"")
    let part: Part = isLong ? .longString : .string
    let quotes = isLong ? 3 : 1
    take(quotes, part)
    while index < bytes.count {
      if closes(quotes: quotes, hashes: hashes) {
        take(quotes + hashes, part)
        return
      }
      if !isLong && bytes[index] == 0x0A { return }
      if bytes[index] == 0x5C, follows(hashes: hashes) {
        take(1 + hashes, part)
        if index < bytes.count, bytes[index] == 0x28 {
          interpolation(part)
        } else {
          take(1, part)
        }
      } else {
        take(1, part)
      }
    }
  }

  private func closes(quotes: Int, hashes: Int) -> Bool {
    let end = index + quotes + hashes
    guard end <= bytes.count else { return false }
    return bytes[index..<(index + quotes)].allSatisfy { $0 == 0x22 }
      && bytes[(index + quotes)..<end].allSatisfy { $0 == 0x23 }
  }

  private func follows(hashes: Int) -> Bool {
    let end = index + 1 + hashes
    return end < bytes.count && bytes[(index + 1)..<end].allSatisfy { $0 == 0x23 }
  }

  /// The value inside `\( )` counts as string; strings inside it are stepped over whole.
  private mutating func interpolation(_ part: Part) {
    var depth = 0
    while index < bytes.count {
      if let hashes = stringStart() {
        string(hashes: hashes)
        continue
      }
      if bytes[index] == 0x28 { depth += 1 }
      if bytes[index] == 0x29 { depth -= 1 }
      take(1, part)
      if depth == 0 { return }
    }
  }
}
