/// Why a text is not the JSON we accept, and where.
package struct JSONError: Error, Equatable, Sendable {
  /// What is wrong.
  package enum Kind: String, Sendable {
    case syntax, encoding, depth, duplicateKey, trailingBytes, number, empty
  }

  /// What is wrong.
  package var kind: Kind
  /// The byte at which it was found, counted from 0.
  package var offset: Int
}

extension JSON {
  /// How deep arrays and objects may nest (protocol.md).
  package static let depthLimit = 64

  /// The one JSON value that `bytes` hold, checked whole against RFC 8259: UTF-8, depth, no
  /// repeated key, nothing after the value.
  package static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSON {
    var parser = JSONParser()
    return try parser.document(bytes.span)
  }

  /// The one JSON value that a text holds.
  package static func parse(_ text: String) throws(JSONError) -> JSON {
    try parse(Array(text.utf8))
  }
}

/// A single pass over the bytes; recursion is bounded by `JSON.depthLimit`.
///
/// The bytes are handed from function to function as a span: bounds are checked against a number
/// in a register, and nothing is counted as owned.
struct JSONParser {
  var at = 0
  private var depth = 0
  /// How many members or elements the last object and the last list at each depth had: those of
  /// one list are mostly alike, so room for the next one is made at once.
  private var memberHints = InlineArray<64, UInt8>(repeating: 4)
  private var elementHints = InlineArray<64, UInt8>(repeating: 2)
  /// What is kept of a message of before, and how much of its path leads to what is being parsed.
  private let memo: JSONMemo?
  private let path: [String]
  private var followed = 0
  /// The memo with what was found at its place; nil where that was known.
  private(set) var newMemo: JSONMemo?

  init(memo: JSONMemo? = nil) {
    self.memo = memo
    path = memo?.path ?? []
  }

  mutating func document(_ text: Span<UInt8>) throws(JSONError) -> JSON {
    skipBlanks(text)
    guard at < text.count else { throw JSONError(kind: .empty, offset: at) }
    let value = try value(text)
    skipBlanks(text)
    guard at == text.count else { throw JSONError(kind: .trailingBytes, offset: at) }
    return value
  }

  @inline(__always)
  private mutating func skipBlanks(_ text: Span<UInt8>) {
    while at < text.count, text[at] <= 0x20 {
      switch text[at] {
      case 0x20, 0x09, 0x0A, 0x0D: at += 1
      default: return
      }
    }
  }

  func fail(_ kind: JSONError.Kind = .syntax) -> JSONError {
    JSONError(kind: kind, offset: at)
  }

  private mutating func value(_ text: Span<UInt8>) throws(JSONError) -> JSON {
    guard at < text.count else { throw fail() }
    switch text[at] {
    case UInt8(ascii: "\""): return .string(try string(text).text)
    case UInt8(ascii: "{"): return try object(text)
    case UInt8(ascii: "["): return try array(text)
    case UInt8(ascii: "t"): return try word(text, "true", .bool(true))
    case UInt8(ascii: "f"): return try word(text, "false", .bool(false))
    case UInt8(ascii: "n"): return try word(text, "null", .null)
    default: return try number(text)
    }
  }

  private mutating func word(
    _ text: Span<UInt8>, _ word: StaticString, _ value: JSON
  ) throws(JSONError) -> JSON {
    for expected in word.description.utf8 {
      guard at < text.count, text[at] == expected else { throw fail() }
      at += 1
    }
    return value
  }

  private mutating func enter(_ text: Span<UInt8>) throws(JSONError) {
    at += 1
    depth += 1
    guard depth <= JSON.depthLimit else { throw fail(.depth) }
    skipBlanks(text)
  }

  private mutating func object(_ text: Span<UInt8>) throws(JSONError) -> JSON {
    try enter(text)
    if take(text, UInt8(ascii: "}")) {
      depth -= 1
      return .object(JSONObject())
    }
    var members: [JSONObject.Member] = []
    members.reserveCapacity(Int(memberHints[depth - 1]))
    var names = JSONNames()
    while true {
      guard at < text.count, text[at] == UInt8(ascii: "\"") else { throw fail() }
      let keyOffset = at
      let key = try string(text)
      guard names.isNew(key.text, key.digest, among: members) else {
        throw JSONError(kind: .duplicateKey, offset: keyOffset)
      }
      skipBlanks(text)
      guard take(text, UInt8(ascii: ":")) else { throw fail() }
      skipBlanks(text)
      let isOnPath = followed < path.count && followed == depth - 1 && path[followed] == key.text
      members.append(
        JSONObject.Member(
          key: key.text, value: isOnPath ? try followedMember(text) : try value(text)))
      skipBlanks(text)
      if take(text, UInt8(ascii: "}")) { break }
      guard take(text, UInt8(ascii: ",")) else { throw fail() }
      skipBlanks(text)
    }
    memberHints[depth - 1] = UInt8(clamping: members.count)
    depth -= 1
    return .object(JSONObject(unique: members))
  }

  /// A member on the memo's path; the one at its end is taken from the memo where it is the same.
  private mutating func followedMember(_ text: Span<UInt8>) throws(JSONError) -> JSON {
    guard depth == path.count, let memo else {
      followed += 1
      defer { followed -= 1 }
      return try value(text)
    }
    if memo.stands(in: text, at: at) {
      at += memo.bytes.count
      return memo.value
    }
    let start = at
    let value = try value(text)
    newMemo = memo
    newMemo?.keep(value, bytes: text.extracting(start..<at))
    return value
  }

  private mutating func array(_ text: Span<UInt8>) throws(JSONError) -> JSON {
    try enter(text)
    if take(text, UInt8(ascii: "]")) {
      depth -= 1
      return .array([])
    }
    var elements: [JSON] = []
    elements.reserveCapacity(Int(elementHints[depth - 1]))
    while true {
      elements.append(try value(text))
      skipBlanks(text)
      if take(text, UInt8(ascii: "]")) { break }
      guard take(text, UInt8(ascii: ",")) else { throw fail() }
      skipBlanks(text)
    }
    elementHints[depth - 1] = UInt8(clamping: elements.count)
    depth -= 1
    return .array(elements)
  }

  @inline(__always)
  mutating func take(_ text: Span<UInt8>, _ byte: UInt8) -> Bool {
    guard at < text.count, text[at] == byte else { return false }
    at += 1
    return true
  }

  // MARK: numbers

  private mutating func number(_ text: Span<UInt8>) throws(JSONError) -> JSON {
    let start = at
    let negative = take(text, UInt8(ascii: "-"))
    guard let first = digit(text) else { throw fail() }
    at += 1
    var magnitude = UInt64(first)
    var exact = true
    while let next = digit(text) {
      if first == 0 && at == start + (negative ? 2 : 1) { throw fail() }
      let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt64(next))
      if overflow || carry { exact = false }
      magnitude = sum
      at += 1
    }
    if take(text, UInt8(ascii: ".")) {
      exact = false
      try digits(text)
    }
    if take(text, UInt8(ascii: "e")) || take(text, UInt8(ascii: "E")) {
      exact = false
      if !take(text, UInt8(ascii: "+")) { _ = take(text, UInt8(ascii: "-")) }
      try digits(text)
    }
    if exact {
      if !negative, let value = Int64(exactly: magnitude) { return .integer(value) }
      if negative, magnitude <= UInt64(Int64.max) + 1 {
        return .integer(Int64(truncatingIfNeeded: 0 &- magnitude))
      }
    }
    let digits = try string(validating: text.extracting(start..<at), from: start)
    guard let value = Double(digits), value.isFinite else {
      throw JSONError(kind: .number, offset: start)
    }
    return .double(value)
  }

  @inline(__always)
  private func digit(_ text: Span<UInt8>) -> UInt8? {
    guard at < text.count else { return nil }
    let value = text[at] &- UInt8(ascii: "0")
    return value <= 9 ? value : nil
  }

  private mutating func digits(_ text: Span<UInt8>) throws(JSONError) {
    guard digit(text) != nil else { throw fail() }
    while digit(text) != nil { at += 1 }
  }
}

/// The names of one object so far, so that a repeated one is found.
///
/// Few names are compared one by one, and that only where their digests leave a doubt; many go
/// through a set, so that a hostile object with thousands of names costs no more than its bytes.
private struct JSONNames {
  /// Names that are compared one by one.
  private static let comparedCount = 16

  /// A bit for each digest seen.
  private var digests: UInt64 = 0
  private var seen: Set<String> = []

  /// Takes a name; false where the object has it already. Names without a digest can equal any.
  mutating func isNew(
    _ name: String, _ digest: UInt64?, among members: [JSONObject.Member]
  ) -> Bool {
    if members.count < Self.comparedCount {
      // The topmost bits of the product depend on every byte of the digest.
      let bit = digest.map { 1 &<< ($0 &* 0x9E37_79B9_7F4A_7C15 &>> 58) } ?? UInt64.max
      defer { digests |= bit }
      return digests & bit == 0 || !members.contains { $0.key == name }
    }
    if seen.isEmpty { seen = Set(members.map(\.key)) }
    return seen.insert(name).inserted
  }
}
