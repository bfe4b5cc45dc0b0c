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
    var parser = JSONParser(bytes)
    return try parser.document()
  }

  /// The one JSON value that a text holds.
  package static func parse(_ text: String) throws(JSONError) -> JSON {
    try parse(Array(text.utf8))
  }
}

/// A single pass over the bytes; recursion is bounded by `JSON.depthLimit`.
struct JSONParser {
  private let bytes: [UInt8]
  private var at = 0
  private var depth = 0
  private var memo: JSONMemo?
  /// How much of the memo's path leads to what is being parsed.
  private var followed = 0
  /// The memo with what was found at its place; nil where that was known.
  private(set) var newMemo: JSONMemo?

  init(_ bytes: [UInt8], memo: JSONMemo? = nil) {
    self.bytes = bytes
    self.memo = memo
  }

  mutating func document() throws(JSONError) -> JSON {
    skipBlanks()
    guard at < bytes.count else { throw JSONError(kind: .empty, offset: at) }
    let value = try value()
    skipBlanks()
    guard at == bytes.count else { throw JSONError(kind: .trailingBytes, offset: at) }
    return value
  }

  private mutating func skipBlanks() {
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x09, 0x0A, 0x0D: at += 1
      default: return
      }
    }
  }

  private func fail(_ kind: JSONError.Kind = .syntax) -> JSONError {
    JSONError(kind: kind, offset: at)
  }

  private mutating func value() throws(JSONError) -> JSON {
    guard at < bytes.count else { throw fail() }
    switch bytes[at] {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(_ text: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    for expected in text.description.utf8 {
      guard at < bytes.count, bytes[at] == expected else { throw fail() }
      at += 1
    }
    return value
  }

  private mutating func enter() throws(JSONError) {
    at += 1
    depth += 1
    guard depth <= JSON.depthLimit else { throw fail(.depth) }
    skipBlanks()
  }

  private mutating func object() throws(JSONError) -> JSON {
    try enter()
    var members: [JSONObject.Member] = []
    // Few keys are compared one by one; many go through a set, so that a hostile object
    // with thousands of keys costs no more than its bytes.
    var seen: Set<String> = []
    if take(UInt8(ascii: "}")) {
      depth -= 1
      return .object(JSONObject())
    }
    while true {
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { throw fail() }
      let keyOffset = at
      let key = try string()
      if members.count < 16 {
        guard !members.contains(where: { $0.key == key }) else {
          throw JSONError(kind: .duplicateKey, offset: keyOffset)
        }
      } else {
        if seen.isEmpty { seen = Set(members.map(\.key)) }
        guard seen.insert(key).inserted else {
          throw JSONError(kind: .duplicateKey, offset: keyOffset)
        }
      }
      skipBlanks()
      guard take(UInt8(ascii: ":")) else { throw fail() }
      skipBlanks()
      members.append(JSONObject.Member(key: key, value: try member(key)))
      skipBlanks()
      if take(UInt8(ascii: "}")) { break }
      guard take(UInt8(ascii: ",")) else { throw fail() }
      skipBlanks()
    }
    depth -= 1
    return .object(JSONObject(unique: members))
  }

  /// The value of a member; the one at the memo's place is taken from there where it is the same.
  private mutating func member(_ key: String) throws(JSONError) -> JSON {
    guard followed == depth - 1, let memo, followed < memo.path.count,
      memo.path[followed] == key
    else { return try value() }
    if depth == memo.path.count {
      if memo.stands(in: bytes, at: at) {
        at += memo.bytes.count
        return memo.value
      }
      let start = at
      let value = try value()
      newMemo = memo
      newMemo?.keep(value, bytes: bytes[start..<at])
      return value
    }
    followed += 1
    defer { followed -= 1 }
    return try value()
  }

  private mutating func array() throws(JSONError) -> JSON {
    try enter()
    var elements: [JSON] = []
    if take(UInt8(ascii: "]")) {
      depth -= 1
      return .array([])
    }
    while true {
      elements.append(try value())
      skipBlanks()
      if take(UInt8(ascii: "]")) { break }
      guard take(UInt8(ascii: ",")) else { throw fail() }
      skipBlanks()
    }
    depth -= 1
    return .array(elements)
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private mutating func string() throws(JSONError) -> String {
    let start = at + 1
    at = plainEnd(from: start)
    guard at < bytes.count else { throw fail() }
    if bytes[at] == UInt8(ascii: "\\") { return try escapedString(from: start) }
    guard bytes[at] == UInt8(ascii: "\"") else { throw fail() }
    let text = try text(bytes.span.extracting(start..<at), from: start)
    at += 1
    return text
  }

  /// Where the run of bytes that stand for themselves ends.
  private func plainEnd(from start: Int) -> Int {
    let span = bytes.span
    var end = start
    while end < span.count {
      let byte = span[end]
      guard byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") else { break }
      end += 1
    }
    return end
  }

  /// Concrete on purpose: the generic `String(validating:as:)` cost half of all parsing.
  private func text(_ raw: Span<UInt8>, from start: Int) throws(JSONError) -> String {
    do {
      return String(copying: try UTF8Span(validating: raw))
    } catch {
      throw JSONError(kind: .encoding, offset: start)
    }
  }

  private mutating func escapedString(from start: Int) throws(JSONError) -> String {
    var raw = Array(bytes[start..<at])
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      switch byte {
      case UInt8(ascii: "\""): return try text(raw.span, from: start)
      case UInt8(ascii: "\\"): try escape(into: &raw)
      case 0..<0x20:
        at -= 1
        throw fail()
      default: raw.append(byte)
      }
    }
    throw fail()
  }

  private mutating func escape(into raw: inout [UInt8]) throws(JSONError) {
    guard at < bytes.count else { throw fail() }
    let byte = bytes[at]
    at += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): raw.append(byte)
    case UInt8(ascii: "b"): raw.append(0x08)
    case UInt8(ascii: "f"): raw.append(0x0C)
    case UInt8(ascii: "n"): raw.append(0x0A)
    case UInt8(ascii: "r"): raw.append(0x0D)
    case UInt8(ascii: "t"): raw.append(0x09)
    case UInt8(ascii: "u"):
      let scalar = try unicodeEscape()
      raw.append(contentsOf: Array(String(Character(scalar)).utf8))
    default:
      at -= 1
      throw fail()
    }
  }

  private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
    let first = try hexUnit()
    if let scalar = Unicode.Scalar(UInt32(first)) { return scalar }
    // A high surrogate must be followed at once by an escaped low one (RFC 8259, section 7).
    guard first < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
      throw fail(.encoding)
    }
    let second = try hexUnit()
    guard (0xDC00...0xDFFF).contains(second) else { throw fail(.encoding) }
    let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
    guard let scalar = Unicode.Scalar(value) else { throw fail(.encoding) }
    return scalar
  }

  private mutating func hexUnit() throws(JSONError) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard at < bytes.count, let digit = Character(Unicode.Scalar(bytes[at])).hexDigitValue
      else { throw fail() }
      unit = unit << 4 | UInt16(digit)
      at += 1
    }
    return unit
  }

  private mutating func number() throws(JSONError) -> JSON {
    let start = at
    let negative = take(UInt8(ascii: "-"))
    guard let first = digit() else { throw fail() }
    at += 1
    var magnitude = UInt64(first)
    var exact = true
    while let next = digit() {
      if first == 0 && at == start + (negative ? 2 : 1) { throw fail() }
      let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt64(next))
      if overflow || carry { exact = false }
      magnitude = sum
      at += 1
    }
    if take(UInt8(ascii: ".")) {
      exact = false
      try digits()
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      exact = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    if exact {
      if !negative, let value = Int64(exactly: magnitude) { return .integer(value) }
      if negative, magnitude <= UInt64(Int64.max) + 1 {
        return .integer(Int64(truncatingIfNeeded: 0 &- magnitude))
      }
    }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    guard let value = Double(text), value.isFinite else {
      throw JSONError(kind: .number, offset: start)
    }
    return .double(value)
  }

  private func digit() -> UInt8? {
    guard at < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[at]) else {
      return nil
    }
    return bytes[at] - UInt8(ascii: "0")
  }

  private mutating func digits() throws(JSONError) {
    guard digit() != nil else { throw fail() }
    while digit() != nil { at += 1 }
  }
}
