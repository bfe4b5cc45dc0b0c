/// Walks the objects of a merchant-presented code.
///
/// Lengths count characters, so the walk steps over whole UTF-8 sequences.
struct EMVReader {
  /// Templates inside templates: additional data (62) may hold one more level.
  static let maximumDepth = 2

  let bytes: [UInt8]

  /// The objects in a range; nil with the offset of the first one that is not well formed.
  func elements(
    _ range: Range<Int>, parent: Int?, depth: Int = 0
  ) -> (elements: [EMVElement], fault: Int?) {
    var elements: [EMVElement] = []
    // An object has four bytes at least, most have more.
    elements.reserveCapacity(min(range.count / 8 + 1, 32))
    var index = range.lowerBound
    while index < range.upperBound {
      guard index + 4 <= range.upperBound, let id = number(index), let length = number(index + 2),
        let end = skip(length, from: index + 4, limit: range.upperBound)
      else { return (elements, index) }
      let value = (index + 4)..<end
      var children: [EMVElement] = []
      if depth < Self.maximumDepth, isTemplate(id, parent: parent) {
        let inner = self.elements(value, parent: id, depth: depth + 1)
        if inner.fault == nil { children = inner.elements }
      }
      elements.append(
        EMVElement(
          id, text(value), offset: index, children: children))
      index = end
    }
    return (elements, nil)
  }

  private func isTemplate(_ id: Int, parent: Int?) -> Bool {
    // Inside additional data only the payment systems' own objects are templates again.
    parent == nil ? EMVElement.isTemplate(id) : parent == 62 && id >= 50
  }

  /// The bytes come from a text and are cut between characters; concrete on purpose, as the
  /// generic decoding of a slice costs several times as much.
  private func text(_ range: Range<Int>) -> String {
    do {
      return String(copying: try UTF8Span(validating: bytes.span.extracting(range)))
    } catch {
      return String(decoding: bytes[range], as: UTF8.self)
    }
  }

  /// Two decimal digits.
  private func number(_ index: Int) -> Int? {
    let tens = bytes[index] &- 0x30
    let ones = bytes[index + 1] &- 0x30
    return tens <= 9 && ones <= 9 ? Int(tens * 10 + ones) : nil
  }

  /// The index after so many characters, nil when they do not fit.
  private func skip(_ characters: Int, from start: Int, limit: Int) -> Int? {
    let span = bytes.span
    // Nearly all texts are ASCII, where a character is a byte.
    let end = start + characters
    if end <= limit, isASCII(span.extracting(start..<end)), end == limit || span[end] < 0x80 {
      return end
    }
    var index = start
    for _ in 0..<characters {
      guard index < limit else { return nil }
      index += 1
      while index < limit, span[index] & 0xC0 == 0x80 { index += 1 }
    }
    return index
  }

  private func isASCII(_ span: Span<UInt8>) -> Bool {
    var seen: UInt8 = 0
    for index in span.indices { seen |= span[index] }
    return seen < 0x80
  }
}
