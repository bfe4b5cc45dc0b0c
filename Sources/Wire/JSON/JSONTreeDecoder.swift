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
    do {
      return try Wire.decode(T.self, from: self, at: [])
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
}

private struct IndexKey: CodingKey {
  let intValue: Int?
  var stringValue: String { intValue.map(String.init) ?? "" }
  init(intValue: Int) { self.intValue = intValue }
  init?(stringValue: String) { nil }
}

private func mismatch<T>(
  _ type: T.Type, _ json: JSON, _ path: [any CodingKey]
) -> DecodingError {
  .typeMismatch(
    type, .init(codingPath: path, debugDescription: "expected \(T.self), found \(json.kindName)"))
}

/// Types are compared before anything is cast: a cast that fails costs far more than the value.
@inline(__always)
private func decode<T: Decodable>(
  _ type: T.Type, from json: JSON, at path: @autoclosure () -> [any CodingKey]
) throws -> T {
  if let value: T = try scalar(json, at: path()) { return value }
  return try T(from: TreeDecoder(json: json, codingPath: path()))
}

/// The value of a type that needs no decoder of its own; nil where it needs one.
@inline(__always)
private func scalar<T>(_ json: JSON, at path: @autoclosure () -> [any CodingKey]) throws -> T? {
  if T.self == JSON.self { return json as? T }
  if T.self == String.self, let text = json.string { return text as? T }
  if T.self == Bool.self, let flag = json.bool { return flag as? T }
  if T.self == Int64.self, let number = json.integer { return number as? T }
  if T.self == Int.self, let number = json.integer { return Int(number) as? T }
  if T.self == Double.self, let number = json.number { return number as? T }
  let isScalar =
    T.self == String.self || T.self == Bool.self || T.self == Int64.self || T.self == Int.self
    || T.self == Double.self
  guard !isScalar else { throw mismatch(T.self, json, path()) }
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
}

private struct TreeDecoder: Decoder {
  let json: JSON
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let object) = json else {
      throw mismatch([String: JSON].self, json, codingPath)
    }
    return KeyedDecodingContainer(TreeKeyedDecoding(object: object, codingPath: codingPath))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let elements) = json else { throw mismatch([JSON].self, json, codingPath) }
    return TreeUnkeyedDecoding(elements: elements, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer {
    TreeSingleDecoding(json: json, codingPath: codingPath)
  }
}

private struct TreeKeyedDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let object: JSONObject
  let codingPath: [any CodingKey]
  var allKeys: [Key] { object.keys.compactMap(Key.init(stringValue:)) }

  func contains(_ key: Key) -> Bool { object[key.stringValue] != nil }

  private func value(_ key: Key) throws -> JSON {
    guard let value = object[key.stringValue] else {
      throw DecodingError.keyNotFound(
        key, .init(codingPath: codingPath, debugDescription: "missing"))
    }
    return value
  }

  func decodeNil(forKey key: Key) throws -> Bool { try value(key).isNull }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try Wire.decode(type, from: value(key), at: codingPath + [key])
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try TreeDecoder(json: value(key), codingPath: codingPath + [key]).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try TreeDecoder(json: value(key), codingPath: codingPath + [key]).unkeyedContainer()
  }

  func superDecoder() -> any Decoder {
    TreeDecoder(json: object["super"] ?? .null, codingPath: codingPath)
  }

  func superDecoder(forKey key: Key) throws -> any Decoder {
    TreeDecoder(json: try value(key), codingPath: codingPath + [key])
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

  private var path: [any CodingKey] { codingPath + [IndexKey(intValue: currentIndex)] }

  private mutating func next() throws -> JSON {
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        JSON.self, .init(codingPath: path, debugDescription: "the array ended"))
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
    let path = path
    return try Wire.decode(type, from: next(), at: path)
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    let path = path
    return try TreeDecoder(json: next(), codingPath: path).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    let path = path
    return try TreeDecoder(json: next(), codingPath: path).unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder {
    let path = path
    return TreeDecoder(json: try next(), codingPath: path)
  }
}

private struct TreeSingleDecoding: SingleValueDecodingContainer {
  let json: JSON
  let codingPath: [any CodingKey]

  func decodeNil() -> Bool { json.isNull }

  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    if let value: T = try scalar(json, at: codingPath) { return value }
    // Whole numbers of the rarer widths all come to this place.
    guard let integers = T.self as? any FixedWidthInteger.Type else {
      return try T(from: TreeDecoder(json: json, codingPath: codingPath))
    }
    guard let number = json.integer, let value = integers.init(exactly: number) as? T else {
      throw mismatch(type, json, codingPath)
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
