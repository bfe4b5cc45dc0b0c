extension JSON {
  /// The value that any `Encodable` describes; members keep the order of encoding.
  package init(encoding value: some Encodable) {
    if let direct = value as? any DirectJSON {
      self = direct.directJSON
    } else {
      self.init(encodingByContainers: value)
    }
  }

  /// The ordinary way, for types that are known not to write themselves.
  package init(encodingByContainers value: some Encodable) {
    do {
      self = try encoded(value)
    } catch {
      // Our wire types never refuse to be written; one that does is a bug of ours.
      preconditionFailure("\(type(of: value)) cannot be encoded: \(error)")
    }
  }
}

/// One place in the tree that is being written.
final class EncodedBox {
  /// What is written so far. Values that somebody still writes have boxes of their own, which are
  /// put into their places at the end.
  enum Content {
    case value(JSON)
    case object
    case array
  }

  var content = Content.value(.null)
  private var members: [JSONObject.Member] = []
  private var elements: [JSON] = []
  /// Boxes of members or elements by their place.
  private var open: [(place: Int, box: EncodedBox)] = []

  var json: JSON {
    switch content {
    case .value(let value): return value
    case .object:
      for (place, box) in open { members[place].value = box.json }
      return .object(JSONObject(unique: members))
    case .array:
      for (place, box) in open { elements[place] = box.json }
      return .array(elements)
    }
  }

  /// Takes a whole value where nothing is written yet; false where something is.
  func take(_ value: JSON) -> Bool {
    guard case .value = content else { return false }
    switch value {
    case .object(let object):
      becomeObject()
      members = object.members
    case .array(let list):
      becomeArray()
      elements = list
    default: content = .value(value)
    }
    return true
  }

  /// Adds a member; a repeated name keeps its place and gets the new value. Names of coding keys
  /// are one if their bytes are.
  func add(_ key: String, _ value: JSON) {
    becomeObject()
    let length = key.utf8.count
    for place in members.indices
    where members[place].key.utf8.count == length && members[place].key == key {
      members[place].value = value
      open.removeAll { $0.place == place }
      return
    }
    members.append(JSONObject.Member(key: key, value: value))
  }

  func add(_ value: JSON) {
    becomeArray()
    elements.append(value)
  }

  func member(_ key: String) -> EncodedBox {
    add(key, .null)
    let box = EncodedBox()
    open.append((members.firstIndex { $0.key == key } ?? 0, box))
    return box
  }

  func element() -> EncodedBox {
    add(.null)
    let box = EncodedBox()
    open.append((elements.count - 1, box))
    return box
  }

  func becomeObject() {
    if case .object = content { return }
    content = .object
    members = []
    open = []
  }

  func becomeArray() {
    if case .array = content { return }
    content = .array
    elements = []
    open = []
  }
}

/// Paths are not kept: what cannot be encoded is a bug of ours, told by its type.
struct TreeEncoder: Encoder {
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
private func encoded<T: Encodable>(_ value: T) throws -> JSON {
  if let json = try scalar(value) { return json }
  let box = EncodedBox()
  try value.encode(to: TreeEncoder(box: box))
  return box.json
}

private struct TreeKeyedEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let box: EncodedBox
  var codingPath: [any CodingKey] { [] }

  mutating func encodeNil(forKey key: Key) { box.add(key.stringValue, .null) }

  mutating func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    box.add(key.stringValue, try encoded(value))
  }

  mutating func encode(_ value: String, forKey key: Key) {
    box.add(key.stringValue, .string(value))
  }

  mutating func encode(_ value: Int64, forKey key: Key) {
    box.add(key.stringValue, .integer(value))
  }

  mutating func encode(_ value: Int, forKey key: Key) {
    box.add(key.stringValue, .integer(Int64(value)))
  }

  mutating func encode(_ value: Bool, forKey key: Key) { box.add(key.stringValue, .bool(value)) }

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
    box.add(.null)
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

  mutating func encode(_ value: String) { box.content = .value(.string(value)) }

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
