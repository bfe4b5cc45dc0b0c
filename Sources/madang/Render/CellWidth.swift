/// How many terminal cells a text takes; glibc's wcwidth is out of reach and needs a locale.
struct CellWidth: Hashable {
  /// Cells of a character of ambiguous width: 1, or 2 on some terminals of East Asia.
  var ambiguousCells = 1

  /// The variation selector that asks for the picture of a character.
  private static let pictureSelector: UInt32 = 0xFE0F
  /// Below this every printable character takes one cell.
  private static let plainLimit: UInt32 = 0xA1

  /// Cells of a text.
  func cells(_ text: String) -> Int { text.reduce(0) { $0 + cells($1) } }

  /// Cells of one character with its marks: the sum of its parts, which no terminal exceeds.
  func cells(_ character: Character) -> Int {
    var sum = 0
    var hasPicture = false
    for scalar in character.unicodeScalars {
      sum += cells(scalar.value)
      hasPicture = hasPicture || scalar.value == Self.pictureSelector
    }
    return hasPicture ? max(sum, 2) : sum
  }

  /// Cells of one code point.
  func cells(_ value: UInt32) -> Int {
    if value < Self.plainLimit { return value < 0x20 || (0x7F..<0xA0).contains(value) ? 0 : 1 }
    if Self.contains(Self.empty, value) { return 0 }
    if Self.contains(Self.wide, value) { return 2 }
    return ambiguousCells > 1 && Self.contains(Self.ambiguous, value) ? ambiguousCells : 1
  }

  /// The longest beginning of a text within so many cells, and the rest.
  func split(_ text: Substring, at limit: Int) -> (head: Substring, rest: Substring) {
    var used = 0
    var index = text.startIndex
    while index < text.endIndex {
      let next = used + cells(text[index])
      if next > limit { break }
      used = next
      index = text.index(after: index)
    }
    // A line too narrow for even one character still takes it, or wrapping would never end.
    if index == text.startIndex, index < text.endIndex { index = text.index(after: index) }
    return (text[..<index], text[index...])
  }

  /// The text in lines of at most so many cells, broken at blanks where there are any.
  func wrap(_ text: String, to limit: Int) -> [String] {
    let limit = max(1, limit)
    return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
      wrapLine(line, to: limit)
    }
  }

  private func wrapLine(_ line: Substring, to limit: Int) -> [String] {
    var lines: [String] = []
    var rest = line
    while true {
      let (head, tail) = split(rest, at: limit)
      guard !tail.isEmpty else {
        lines.append(String(head))
        return lines
      }
      if tail.first != " ", let blank = head.lastIndex(of: " "), blank > head.startIndex {
        lines.append(String(head[..<blank]))
        rest = rest[head.index(after: blank)...]
      } else {
        lines.append(String(head))
        rest = tail.first == " " ? tail.dropFirst() : tail
      }
    }
  }

  /// The text within so many cells, with `…` where something was cut.
  func truncate(_ text: String, to limit: Int) -> String {
    if cells(text) <= limit { return text }
    let mark = "…"
    let (head, _) = split(text[...], at: max(1, limit - cells(mark)))
    return head + mark
  }

  /// The text and as many blanks as fill so many cells.
  func pad(_ text: String, to limit: Int) -> String {
    text + String(repeating: " ", count: max(0, limit - cells(text)))
  }

  private static func contains(_ ranges: [ClosedRange<UInt32>], _ value: UInt32) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value {
        low = middle + 1
      } else if ranges[middle].lowerBound > value {
        high = middle
      } else {
        return true
      }
    }
    return false
  }
}
