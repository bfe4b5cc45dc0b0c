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
    case .array(let elements): JSON.byteCount(elements)
    case .object(let object): JSON.byteCount(object.members)
    }
  }

  private static func byteCount(_ elements: [JSON]) -> Int {
    var count = 2 + max(0, elements.count - 1)
    for index in elements.indices { count += elements[index].byteCount }
    return count
  }

  private static func byteCount(_ members: [JSONObject.Member]) -> Int {
    var count = 2 + max(0, 2 * members.count - 1)
    for index in members.indices {
      count += byteCount(members[index].key) + members[index].value.byteCount
    }
    return count
  }

  private static func byteCount(_ text: String) -> Int {
    let span = text.utf8Span.span
    return span.count + 2 + (isPlain(span) ? 0 : escapeByteCount(span))
  }

  /// Appends the value as compact JSON bytes.
  package func write(to output: inout [UInt8]) {
    switch self {
    case .null: JSON.write("null" as StaticString, to: &output)
    case .bool(let value):
      JSON.write(value ? "true" as StaticString : "false" as StaticString, to: &output)
    case .integer(let value): JSON.write(value, to: &output)
    case .double(let value):
      precondition(value.isFinite, "JSON has no infinities")
      output.append(contentsOf: value.description.utf8)
    case .string(let value): JSON.write(value, to: &output)
    case .array(let elements):
      var mark = UInt8(ascii: "[")
      for index in elements.indices {
        output.append(mark)
        elements[index].write(to: &output)
        mark = UInt8(ascii: ",")
      }
      if elements.isEmpty { output.append(mark) }
      output.append(UInt8(ascii: "]"))
    case .object(let object):
      JSON.write(object.members, to: &output)
    }
  }

  private static func write(_ members: [JSONObject.Member], to output: inout [UInt8]) {
    var mark = UInt8(ascii: "{")
    for index in members.indices {
      output.append(mark)
      write(members[index].key, to: &output)
      output.append(UInt8(ascii: ":"))
      members[index].value.write(to: &output)
      mark = UInt8(ascii: ",")
    }
    if members.isEmpty { output.append(mark) }
    output.append(UInt8(ascii: "}"))
  }

  /// Appends ASCII that stands in our own code.
  private static func write(_ word: StaticString, to output: inout [UInt8]) {
    output.append(contentsOf: word.description.utf8)
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
  /// Texts of more bytes are copied as a whole, shorter ones faster byte by byte.
  private static let wholeByteCount = 64

  /// Appends a text between quotation marks.
  package static func write(_ text: String, to output: inout [UInt8]) {
    let span = text.utf8Span.span
    // Nearly every text stands for itself: one look and one copy.
    let isPlain = isPlain(span)
    if isPlain, span.count > wholeByteCount {
      output.append(UInt8(ascii: "\""))
      output.append(contentsOf: text.utf8)
      output.append(UInt8(ascii: "\""))
      return
    }
    let extra = isPlain ? 0 : escapeByteCount(span)
    output.append(addingCapacity: span.count + extra + 2) { room in
      room.append(UInt8(ascii: "\""))
      if isPlain {
        for index in span.indices { room.append(span[index]) }
      } else {
        for index in span.indices { write(span[index], to: &room) }
      }
      room.append(UInt8(ascii: "\""))
    }
  }

  @inline(__always)
  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
  }

  /// Whether every byte stands for itself.
  @inline(__always)
  private static func isPlain(_ span: Span<UInt8>) -> Bool {
    var (stops, offset) = (0 as UInt64, 0)
    while offset &+ ByteWord.byteCount <= span.count {
      let word = ByteWord(span, at: offset)
      stops |= word.stops | word.deletes
      offset &+= ByteWord.byteCount
    }
    let rest = ByteWord(endOf: span, from: offset)
    return stops | rest.stops | rest.deletes == 0
  }

  /// How many bytes escaping adds.
  private static func escapeByteCount(_ span: Span<UInt8>) -> Int {
    var count = 0
    for index in span.indices {
      switch span[index] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x0A, 0x09, 0x0D: count += 1
      case 0..<0x20, 0x7F: count += 5
      default: break
      }
    }
    return count
  }

  private static func write(_ byte: UInt8, to room: inout OutputSpan<UInt8>) {
    guard isEscaped(byte) else { return room.append(byte) }
    room.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): room.append(byte)
    case 0x0A: room.append(UInt8(ascii: "n"))
    case 0x09: room.append(UInt8(ascii: "t"))
    case 0x0D: room.append(UInt8(ascii: "r"))
    default:
      room.append(UInt8(ascii: "u"))
      room.append(UInt8(ascii: "0"))
      room.append(UInt8(ascii: "0"))
      room.append(hexDigits[Int(byte >> 4)])
      room.append(hexDigits[Int(byte & 15)])
    }
  }
}
