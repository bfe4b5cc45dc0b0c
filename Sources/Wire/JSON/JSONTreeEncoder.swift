extension JSON {
  /// The value that any `Encodable` describes; members keep the order of encoding.
  package init(encoding value: some Encodable) {
    if let direct = value as? any DirectJSON {
      self = direct.directJSON
    } else {
      self.init(encodingByContainers: value)
    }
  }

  /// The ordinary way.
  init(encodingByContainers value: some Encodable) {
    let box = EncodedBox()
    do {
      try value.encode(to: TreeEncoder(box: box))
    } catch {
      // Our wire types never refuse to be written; one that does is a bug of ours.
      preconditionFailure("\(type(of: value)) cannot be encoded: \(error)")
    }
    self = box.json
  }
}

/// One place in the tree that is being written.
private final class EncodedBox {
  /// A member or element: most are written at once, the others have a place of their own.
  enum Entry {
    case value(JSON)
    case box(EncodedBox)

    var json: JSON {
      switch self {
      case .value(let value): value
      case .box(let box): box.json
      }
    }
  }

  enum Content {
    case value(JSON)
    case object([(key: String, entry: Entry)])
    case array([Entry])
  }

  var content = Content.value(.null)

  var json: JSON {
    switch content {
    case .value(let value): return value
    case .object(let members):
      return .object(JSONObject(members.map { ($0.key, $0.entry.json) }))
    case .array(let elements): return .array(elements.map(\.json))
    }
  }

  func add(_ key: String, _ entry: Entry) {
    guard case .object(var members) = content else {
      content = .object([(key, entry)])
      return
    }
    // The list must be held here alone while it grows, or each member copies all before it.
    content = .value(.null)
    members.append((key, entry))
    content = .object(members)
  }

  func add(_ entry: Entry) {
    guard case .array(var elements) = content else {
      content = .array([entry])
      return
    }
    content = .value(.null)
    elements.append(entry)
    content = .array(elements)
  }

  func member(_ key: String) -> EncodedBox {
    let box = EncodedBox()
    add(key, .box(box))
    return box
  }

  func element() -> EncodedBox {
    let box = EncodedBox()
    add(.box(box))
    return box
  }

  func becomeObject() {
    if case .object = content { return }
    content = .object([])
  }

  func becomeArray() {
    if case .array = content { return }
    content = .array([])
  }
}

/// Paths are not kept: what cannot be encoded is a bug of ours, told by its type.
private struct TreeEncoder: Encoder {
  let box: EncodedBox
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    box.becomeObject()
    return KeyedEncodingContainer(TreeKeyedEncoding(box: box))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    box.becomeArray()
    return TreeUnkeyedEncoding(box: box)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    TreeSingleEncoding(box: box)
  }
}

/// The value of a type that needs no encoder of its own; nil where it needs one. `JSON` itself
/// passes through untouched.
///
/// Types are compared before anything is cast: a cast that fails costs far more than the value.
@inline(__always)
private func scalar<T>(_ value: T) throws -> JSON? {
  if T.self == String.self, let text = value as? String { return .string(text) }
  if T.self == Int64.self, let number = value as? Int64 { return .integer(number) }
  if T.self == Int.self, let number = value as? Int { return .integer(Int64(number)) }
  if T.self == Bool.self, let flag = value as? Bool { return .bool(flag) }
  if T.self == JSON.self, let json = value as? JSON { return json }
  guard T.self == Double.self, let number = value as? Double else { return nil }
  guard number.isFinite else {
    throw EncodingError.invalidValue(number, .init(codingPath: [], debugDescription: "infinite"))
  }
  return .double(number)
}

@inline(__always)
private func encoded<T: Encodable>(_ value: T) throws -> EncodedBox.Entry {
  if let json = try scalar(value) { return .value(json) }
  let box = EncodedBox()
  try value.encode(to: TreeEncoder(box: box))
  return .box(box)
}

private struct TreeKeyedEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let box: EncodedBox
  var codingPath: [any CodingKey] { [] }

  mutating func encodeNil(forKey key: Key) { box.add(key.stringValue, .value(.null)) }

  mutating func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    box.add(key.stringValue, try encoded(value))
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    TreeEncoder(box: box.member(key.stringValue)).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    TreeEncoder(box: box.member(key.stringValue)).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { TreeEncoder(box: box.member("super")) }

  mutating func superEncoder(forKey key: Key) -> any Encoder {
    TreeEncoder(box: box.member(key.stringValue))
  }
}

private struct TreeUnkeyedEncoding: UnkeyedEncodingContainer {
  let box: EncodedBox
  var codingPath: [any CodingKey] { [] }
  private(set) var count = 0

  init(box: EncodedBox) { self.box = box }

  private mutating func next() -> EncodedBox {
    count += 1
    return box.element()
  }

  mutating func encodeNil() {
    count += 1
    box.add(.value(.null))
  }

  mutating func encode<T: Encodable>(_ value: T) throws {
    count += 1
    box.add(try encoded(value))
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    TreeEncoder(box: next()).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    TreeEncoder(box: next()).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { TreeEncoder(box: next()) }
}

private struct TreeSingleEncoding: SingleValueEncodingContainer {
  let box: EncodedBox
  var codingPath: [any CodingKey] { [] }

  mutating func encodeNil() { box.content = .value(.null) }

  mutating func encode<T: Encodable>(_ value: T) throws {
    if let entry = try scalar(value) {
      box.content = .value(entry)
    } else if let number = value as? any FixedWidthInteger {
      // Whole numbers of the rarer widths all come to this place.
      guard let exact = Int64(exactly: number) else {
        throw EncodingError.invalidValue(
          number, .init(codingPath: [], debugDescription: "range"))
      }
      box.content = .value(.integer(exact))
    } else {
      try value.encode(to: TreeEncoder(box: box))
    }
  }
}
