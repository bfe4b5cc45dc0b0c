extension JSON {
  /// The value as compact JSON text on one line: no blank, no line end.
  package var text: String {
    String(decoding: bytes, as: UTF8.self)
  }

  /// The value as compact JSON bytes on one line.
  package var bytes: [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(JSON.firstCapacity)
    write(to: &output)
    return output
  }

  /// How many bytes `bytes` has, without making them.
  package var byteCount: Int {
    switch self {
    case .null: 4
    case .bool(let value): value ? 4 : 5
    case .integer(let value): JSON.digitCount(value)
    case .double(let value): value.description.utf8.count
    case .string(let value): JSON.byteCount(value)
    case .array(let elements):
      elements.reduce(2 + max(0, elements.count - 1)) { $0 + $1.byteCount }
    case .object(let object):
      object.members.reduce(2 + max(0, object.members.count - 1)) {
        $0 + JSON.byteCount($1.key) + 1 + $1.value.byteCount
      }
    }
  }

  private static func byteCount(_ text: String) -> Int {
    if isPlain(text) { return text.utf8.count + 2 }
    var output: [UInt8] = []
    write(text, to: &output)
    return output.count
  }

  /// The value with the members of every object sorted by their names' bytes: equal values have
  /// equal bytes, which is what idempotency keys and frozen schemas compare.
  package var canonical: JSON {
    switch self {
    case .array(let elements): return .array(elements.map(\.canonical))
    case .object(let object):
      let sorted = object.members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      return .object(
        JSONObject(unique: sorted.map { .init(key: $0.key, value: $0.value.canonical) }))
    case .double(let value):
      return Int64(exactly: value).map(JSON.integer) ?? self
    default: return self
    }
  }

  /// Appends the value as compact JSON bytes.
  package func write(to output: inout [UInt8]) {
    switch self {
    case .null: output.append(contentsOf: "null".utf8)
    case .bool(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let value): JSON.write(value, to: &output)
    case .double(let value):
      precondition(value.isFinite, "JSON has no infinities")
      output.append(contentsOf: value.description.utf8)
    case .string(let value): JSON.write(value, to: &output)
    case .array(let elements):
      output.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        element.write(to: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .object(let object):
      output.append(UInt8(ascii: "{"))
      for (index, member) in object.members.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        JSON.write(member.key, to: &output)
        output.append(UInt8(ascii: ":"))
        member.value.write(to: &output)
      }
      output.append(UInt8(ascii: "}"))
    }
  }

  private static func digitCount(_ value: Int64) -> Int {
    var (count, rest) = (value < 0 ? 2 : 1, value.magnitude / 10)
    while rest > 0 {
      count += 1
      rest /= 10
    }
    return count
  }

  /// The digits without a text of their own in between.
  private static func write(_ value: Int64, to output: inout [UInt8]) {
    let count = digitCount(value)
    output.append(contentsOf: repeatElement(UInt8(ascii: "-"), count: count))
    var (place, rest) = (output.count - 1, value.magnitude)
    repeat {
      output[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      place -= 1
      rest /= 10
    } while rest > 0
  }

  /// Room that most values fit in, so that writing them allocates once; in bytes.
  private static let firstCapacity = 512
  private static let hexDigits = Array("0123456789abcdef".utf8)

  private static func write(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    // Nearly every text stands for itself: one look and one copy instead of a byte at a time.
    if isPlain(text) {
      output.append(contentsOf: text.utf8)
    } else {
      for byte in text.utf8 { write(byte, to: &output) }
    }
    output.append(UInt8(ascii: "\""))
  }

  private static func isPlain(_ text: String) -> Bool {
    let span = text.utf8Span.span
    for index in span.indices {
      let byte = span[index]
      guard byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte != 0x7F
      else { return false }
    }
    return true
  }

  private static func write(_ byte: UInt8, to output: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      output.append(UInt8(ascii: "\\"))
      output.append(byte)
    case 0x0A: output.append(contentsOf: "\\n".utf8)
    case 0x09: output.append(contentsOf: "\\t".utf8)
    case 0x0D: output.append(contentsOf: "\\r".utf8)
    case 0..<0x20, 0x7F:
      output.append(contentsOf: "\\u00".utf8)
      output.append(hexDigits[Int(byte >> 4)])
      output.append(hexDigits[Int(byte & 15)])
    default: output.append(byte)
    }
  }
}
