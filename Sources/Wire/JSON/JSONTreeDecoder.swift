extension JSON {
  /// The typed value that this tree describes.
  ///
  /// Throws `DecodingError` whose coding path names the member at fault.
  package func decode<T: Decodable>(_ type: T.Type = T.self) throws(DecodingError) -> T {
    if let direct = T.self as? any DirectJSON.Type, let object,
      let value = direct.init(direct: object) as? T
    {
      return value
    }
    return try decodeByContainers()
  }

  /// The ordinary way, for types that are known not to read themselves: asking a type whether it
  /// does costs as much as a small value.
  package func decodeByContainers<T: Decodable>(
    _ type: T.Type = T.self
  ) throws(DecodingError) -> T {
    do {
      return try decoded(self)
    } catch let error as DecodingError {
      throw error
    } catch {
      throw .dataCorrupted(.init(codingPath: [], debugDescription: "\(error)"))
    }
  }
}

extension DecodingError {
  /// The RFC 6901 pointer of the member at fault and a word about it, for error details.
  package var pointerAndReason: (pointer: String, reason: String) {
    func pointer(_ path: [any CodingKey]) -> String {
      path.map { "/" + ($0.intValue.map(String.init) ?? $0.stringValue) }.joined()
    }
    switch self {
    case .keyNotFound(let key, let context):
      return (pointer(context.codingPath + [key]), "missing")
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return (pointer(context.codingPath), context.debugDescription)
    case .dataCorrupted(let context):
      return (pointer(context.codingPath), context.debugDescription)
    @unknown default: return ("", "invalid")
    }
  }

  /// The same error below a place.
  fileprivate func below(_ place: [any CodingKey]) -> DecodingError {
    func below(_ context: Context) -> Context {
      Context(
        codingPath: place + context.codingPath, debugDescription: context.debugDescription,
        underlyingError: context.underlyingError)
    }
    switch self {
    case .keyNotFound(let key, let context): return .keyNotFound(key, below(context))
    case .typeMismatch(let type, let context): return .typeMismatch(type, below(context))
    case .valueNotFound(let type, let context): return .valueNotFound(type, below(context))
    case .dataCorrupted(let context): return .dataCorrupted(below(context))
    @unknown default: return self
    }
  }
}

private struct IndexKey: CodingKey {
  let intValue: Int?
  var stringValue: String { intValue.map(String.init) ?? "" }
  init(intValue: Int) { self.intValue = intValue }
  init?(stringValue: String) { nil }
}

private func mismatch<T>(_ type: T.Type, _ json: JSON) -> DecodingError {
  .typeMismatch(
    type, .init(codingPath: [], debugDescription: "expected \(T.self), found \(json.kindName)"))
}

/// What `read` gives; an error of it is told with the place it happened at. Places are put together
/// only then, from the inside out: keeping them ready cost more than most values.
@inline(__always)
private func at<T>(
  _ place: @autoclosure () -> [any CodingKey], _ read: () throws -> T
) throws -> T {
  do {
    return try read()
  } catch let error as DecodingError {
    throw error.below(place())
  }
}

/// Types are compared before anything is cast: a cast that fails costs far more than the value.
@inline(__always)
private func decoded<T: Decodable>(_ json: JSON) throws -> T {
  if let value: T = try scalar(json) { return value }
  return try T(from: TreeDecoder(json: json, base: []))
}

/// The value of a type that needs no decoder of its own; nil where it needs one.
@inline(__always)
private func scalar<T>(_ json: JSON) throws -> T? {
  if T.self == JSON.self { return json as? T }
  if T.self == String.self, let text = json.string { return text as? T }
  if T.self == Bool.self, let flag = json.bool { return flag as? T }
  if T.self == Int64.self, let number = json.integer { return number as? T }
  if T.self == Int.self, let number = json.integer { return Int(number) as? T }
  if T.self == Double.self, let number = json.number { return number as? T }
  let isScalar =
    T.self == String.self || T.self == Bool.self || T.self == Int64.self || T.self == Int.self
    || T.self == Double.self
  guard !isScalar else { throw mismatch(T.self, json) }
  return nil
}

extension JSON {
  fileprivate var number: Double? {
    switch self {
    case .integer(let whole): Double(whole)
    case .double(let number): number
    default: nil
    }
  }

  fileprivate func plainText() throws -> String {
    guard case .string(let text) = self else { throw mismatch(String.self, self) }
    return text
  }

  fileprivate func flag() throws -> Bool {
    guard case .bool(let flag) = self else { throw mismatch(Bool.self, self) }
    return flag
  }

  fileprivate func whole<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
    guard let integer, let number = Number(exactly: integer) else { throw mismatch(type, self) }
    return number
  }
}

private struct TreeDecoder: Decoder {
  let json: JSON
  /// The place as far as nobody who reads tells it by himself; see `at`.
  let base: [any CodingKey]
  var codingPath: [any CodingKey] { base }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let object) = json else {
      throw mismatch([String: JSON].self, json).below(base)
    }
    return KeyedDecodingContainer(TreeKeyedDecoding(object: object, codingPath: base))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let elements) = json else {
      throw mismatch([JSON].self, json).below(base)
    }
    return TreeUnkeyedDecoding(elements: elements, codingPath: base)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer {
    TreeSingleDecoding(json: json, codingPath: base)
  }
}

private struct TreeKeyedDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let object: JSONObject
  let codingPath: [any CodingKey]
  var allKeys: [Key] { object.keys.compactMap(Key.init(stringValue:)) }

  func contains(_ key: Key) -> Bool { object.contains(key.stringValue) }

  private func value(_ key: Key) throws -> JSON {
    guard let value = object[key.stringValue] else {
      throw DecodingError.keyNotFound(
        key, .init(codingPath: codingPath, debugDescription: "missing"))
    }
    return value
  }

  /// The member's value where there is one that is not null.
  private func present(_ key: Key) -> JSON? {
    guard let value = object[key.stringValue], !value.isNull else { return nil }
    return value
  }

  private func place(_ key: Key) -> [any CodingKey] { codingPath + [key] }

  func decodeNil(forKey key: Key) throws -> Bool { try value(key).isNull }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    let value = try value(key)
    return try at(place(key)) { try decoded(value) }
  }

  func decode(_ type: String.Type, forKey key: Key) throws -> String {
    let value = try value(key)
    return try at(place(key)) { try value.plainText() }
  }

  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
    let value = try value(key)
    return try at(place(key)) { try value.flag() }
  }

  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 {
    let value = try value(key)
    return try at(place(key)) { try value.whole(type) }
  }

  func decode(_ type: Int.Type, forKey key: Key) throws -> Int {
    let value = try value(key)
    return try at(place(key)) { try value.whole(type) }
  }

  func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
    guard let value = present(key) else { return nil }
    return try at(place(key)) { try decoded(value) }
  }

  func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
    guard let value = present(key) else { return nil }
    return try at(place(key)) { try value.plainText() }
  }

  func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
    guard let value = present(key) else { return nil }
    return try at(place(key)) { try value.flag() }
  }

  func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? {
    guard let value = present(key) else { return nil }
    return try at(place(key)) { try value.whole(type) }
  }

  func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
    guard let value = present(key) else { return nil }
    return try at(place(key)) { try value.whole(type) }
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try TreeDecoder(json: value(key), base: place(key)).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try TreeDecoder(json: value(key), base: place(key)).unkeyedContainer()
  }

  func superDecoder() -> any Decoder {
    TreeDecoder(json: object["super"] ?? .null, base: codingPath)
  }

  func superDecoder(forKey key: Key) throws -> any Decoder {
    TreeDecoder(json: try value(key), base: place(key))
  }
}

private struct TreeUnkeyedDecoding: UnkeyedDecodingContainer {
  let elements: [JSON]
  let codingPath: [any CodingKey]
  private(set) var currentIndex = 0
  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex == elements.count }

  init(elements: [JSON], codingPath: [any CodingKey]) {
    self.elements = elements
    self.codingPath = codingPath
  }

  /// The place of the element that was taken last.
  private var place: [any CodingKey] { codingPath + [IndexKey(intValue: currentIndex - 1)] }

  private mutating func next() throws -> JSON {
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        JSON.self,
        .init(
          codingPath: codingPath + [IndexKey(intValue: currentIndex)],
          debugDescription: "the array ended"))
    }
    defer { currentIndex += 1 }
    return elements[currentIndex]
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, elements[currentIndex].isNull else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
    let value = try next()
    return try at(place) { try decoded(value) }
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    let value = try next()
    return try TreeDecoder(json: value, base: place).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    let value = try next()
    return try TreeDecoder(json: value, base: place).unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder {
    let value = try next()
    return TreeDecoder(json: value, base: place)
  }
}

private struct TreeSingleDecoding: SingleValueDecodingContainer {
  let json: JSON
  let codingPath: [any CodingKey]

  func decodeNil() -> Bool { json.isNull }

  func decode(_ type: String.Type) throws -> String { try at(codingPath) { try json.plainText() } }

  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    if let value: T = try at(codingPath, { try scalar(json) }) { return value }
    // Whole numbers of the rarer widths all come to this place.
    guard let integers = T.self as? any FixedWidthInteger.Type else {
      return try T(from: TreeDecoder(json: json, base: codingPath))
    }
    guard let number = json.integer, let value = integers.init(exactly: number) as? T else {
      throw mismatch(type, json).below(codingPath)
    }
    return value
  }
}

extension JSON: Codable {
  /// A tree passes through the bridge untouched; other decoders are not used in this project.
  package init(from decoder: any Decoder) throws {
    guard let tree = decoder as? TreeDecoder else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "JSON decodes from JSON only"))
    }
    self = tree.json
  }

  /// Writes the value into any encoder: the bridge passes trees through untouched, but test
  /// tools write values with encoders of their own.
  package func encode(to encoder: any Encoder) throws {
    if let tree = encoder as? TreeEncoder, tree.box.take(self) { return }
    switch self {
    case .array(let elements):
      var container = encoder.unkeyedContainer()
      for element in elements { try container.encode(element) }
    case .object(let object):
      var container = encoder.container(keyedBy: MemberKey.self)
      for member in object.members {
        try container.encode(member.value, forKey: MemberKey(stringValue: member.key))
      }
    default:
      var container = encoder.singleValueContainer()
      switch self {
      case .bool(let flag): try container.encode(flag)
      case .integer(let number): try container.encode(number)
      case .double(let number): try container.encode(number)
      case .string(let text): try container.encode(text)
      default: try container.encodeNil()
      }
    }
  }
}

private struct MemberKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
