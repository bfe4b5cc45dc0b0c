extension JSON {
  /// The value that any `Encodable` describes; members keep the order of encoding.
  package init(encoding value: some Encodable) {
    let box = EncodedBox()
    do {
      try value.encode(to: TreeEncoder(box: box, codingPath: []))
    } catch {
      // Our wire types never refuse to be written; one that does is a bug of ours.
      preconditionFailure("\(type(of: value)) cannot be encoded: \(error)")
    }
    self = box.json
  }
}

/// One place in the tree that is being written.
private final class EncodedBox {
  enum Content {
    case value(JSON)
    case object([(key: String, box: EncodedBox)])
    case array([EncodedBox])
  }

  var content = Content.value(.null)

  var json: JSON {
    switch content {
    case .value(let value): return value
    case .object(let members):
      return .object(JSONObject(members.map { ($0.key, $0.box.json) }))
    case .array(let elements): return .array(elements.map(\.json))
    }
  }

  func member(_ key: String) -> EncodedBox {
    let box = EncodedBox()
    if case .object(var members) = content {
      members.append((key, box))
      content = .object(members)
    } else {
      content = .object([(key, box)])
    }
    return box
  }

  func element() -> EncodedBox {
    let box = EncodedBox()
    if case .array(var elements) = content {
      elements.append(box)
      content = .array(elements)
    } else {
      content = .array([box])
    }
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

private struct TreeEncoder: Encoder {
  let box: EncodedBox
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    box.becomeObject()
    return KeyedEncodingContainer(TreeKeyedEncoding(box: box, codingPath: codingPath))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    box.becomeArray()
    return TreeUnkeyedEncoding(box: box, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    TreeSingleEncoding(box: box, codingPath: codingPath)
  }
}

/// Writes one value into a box; `JSON` itself passes through untouched.
private func encode(
  _ value: some Encodable, into box: EncodedBox, at path: [any CodingKey]
) throws {
  switch value {
  case let json as JSON: box.content = .value(json)
  case let text as String: box.content = .value(.string(text))
  case let flag as Bool: box.content = .value(.bool(flag))
  case let number as Double:
    guard number.isFinite else {
      throw EncodingError.invalidValue(
        number, .init(codingPath: path, debugDescription: "infinite"))
    }
    box.content = .value(.double(number))
  case let number as any FixedWidthInteger:
    guard let exact = Int64(exactly: number) else {
      throw EncodingError.invalidValue(number, .init(codingPath: path, debugDescription: "range"))
    }
    box.content = .value(.integer(exact))
  default: try value.encode(to: TreeEncoder(box: box, codingPath: path))
  }
}

private struct TreeKeyedEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let box: EncodedBox
  let codingPath: [any CodingKey]

  mutating func encodeNil(forKey key: Key) { box.member(key.stringValue).content = .value(.null) }

  mutating func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    try Wire.encode(value, into: box.member(key.stringValue), at: codingPath + [key])
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    TreeEncoder(box: box.member(key.stringValue), codingPath: codingPath + [key])
      .container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    TreeEncoder(box: box.member(key.stringValue), codingPath: codingPath + [key])
      .unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder {
    TreeEncoder(box: box.member("super"), codingPath: codingPath)
  }

  mutating func superEncoder(forKey key: Key) -> any Encoder {
    TreeEncoder(box: box.member(key.stringValue), codingPath: codingPath + [key])
  }
}

private struct TreeUnkeyedEncoding: UnkeyedEncodingContainer {
  let box: EncodedBox
  let codingPath: [any CodingKey]
  private(set) var count = 0

  init(box: EncodedBox, codingPath: [any CodingKey]) {
    self.box = box
    self.codingPath = codingPath
  }

  private mutating func next() -> EncodedBox {
    count += 1
    return box.element()
  }

  mutating func encodeNil() { next().content = .value(.null) }

  mutating func encode<T: Encodable>(_ value: T) throws {
    try Wire.encode(value, into: next(), at: codingPath)
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    TreeEncoder(box: next(), codingPath: codingPath).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    TreeEncoder(box: next(), codingPath: codingPath).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder {
    TreeEncoder(box: next(), codingPath: codingPath)
  }
}

private struct TreeSingleEncoding: SingleValueEncodingContainer {
  let box: EncodedBox
  let codingPath: [any CodingKey]

  mutating func encodeNil() { box.content = .value(.null) }

  mutating func encode<T: Encodable>(_ value: T) throws {
    try Wire.encode(value, into: box, at: codingPath)
  }
}
