/// A value that comes again and again at one place of a message, kept beside its bytes: it is
/// parsed and written once, not with every message.
///
/// What is kept counts only for the very same bytes, or an equal value, so nobody can tell. A
/// value that changes each time costs one comparison.
package struct JSONMemo: Sendable {
  /// Values of fewer bytes are not kept: comparing costs as much as parsing.
  static let leastByteCount = 256
  /// Values of more bytes are not kept: they would only hold memory.
  static let mostByteCount = 128 * 1024

  /// The names that lead from the message's outermost object to the value.
  package let path: [String]
  private(set) var value = JSON.null
  private(set) var bytes: [UInt8] = []

  /// A memo of the object at the end of a path.
  package init(path: [String]) {
    precondition(!path.isEmpty, "a memo has a place")
    self.path = path
  }

  /// Whether the bytes at an offset are those that are kept.
  func stands(in message: Span<UInt8>, at offset: Int) -> Bool {
    guard !bytes.isEmpty, bytes.count <= message.count - offset else { return false }
    let kept = bytes.span
    let found = message.extracting(offset..<(offset + kept.count))
    var index = 0
    while index &+ ByteWord.byteCount <= kept.count {
      guard ByteWord(kept, at: index).bits == ByteWord(found, at: index).bits else { return false }
      index &+= ByteWord.byteCount
    }
    return ByteWord(endOf: kept, from: index).bits == ByteWord(endOf: found, from: index).bits
  }

  /// Keeps an object with its bytes.
  mutating func keep(_ value: JSON, bytes: Span<UInt8>) {
    guard case .object = value,
      (JSONMemo.leastByteCount...JSONMemo.mostByteCount).contains(bytes.count)
    else { return }
    self.value = value
    self.bytes = []
    self.bytes.reserveCapacity(bytes.count)
    for index in bytes.indices { self.bytes.append(bytes[index]) }
  }

  /// Appends a value as compact JSON bytes.
  package mutating func write(_ value: JSON, to output: inout [UInt8]) {
    if !bytes.isEmpty, value == self.value {
      output.append(contentsOf: bytes)
      return
    }
    let start = output.count
    value.write(to: &output)
    keep(value, bytes: output.span.extracting(start...))
  }
}

extension JSON {
  /// The one JSON value that `bytes` hold, as `parse` gives it; a part that a memo keeps is not
  /// parsed again.
  package static func parse(
    _ bytes: [UInt8], memo: inout JSONMemo
  ) throws(JSONError) -> JSON {
    var parser = JSONParser(memo: memo)
    let value = try parser.document(bytes.span)
    if let kept = parser.newMemo { memo = kept }
    return value
  }
}
