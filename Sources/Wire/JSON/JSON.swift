/// A JSON value as RFC 8259 defines it; object members keep their order.
///
/// Integers that fit `Int64` stay exact; every other number is a finite `Double`.
package enum JSON: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int64)
  case double(Double)
  case string(String)
  case array([JSON])
  case object(JSONObject)
}

extension JSON {
  /// The text, or nil for any other kind of value.
  package var string: String? {
    if case .string(let value) = self { return value }
    return nil
  }

  /// The whole number, or nil; a double without a fraction counts as whole.
  package var integer: Int64? {
    switch self {
    case .integer(let value): return value
    case .double(let value): return Int64(exactly: value)
    default: return nil
    }
  }

  /// The truth value, or nil for any other kind of value.
  package var bool: Bool? {
    if case .bool(let value) = self { return value }
    return nil
  }

  /// The elements, or nil for any other kind of value.
  package var array: [JSON]? {
    if case .array(let value) = self { return value }
    return nil
  }

  /// The members, or nil for any other kind of value.
  package var object: JSONObject? {
    if case .object(let value) = self { return value }
    return nil
  }

  /// Whether this is `null`.
  package var isNull: Bool { self == .null }

  /// The member of an object, or nil where this is no object or has no such member.
  package subscript(key: String) -> JSON? {
    if case .object(let members) = self { return members[key] }
    return nil
  }

  /// The kind of value in the words of JSON Schema, for messages.
  package var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .integer: "integer"
    case .double: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  /// A text.
  package init(stringLiteral value: String) { self = .string(value) }
  /// A whole number.
  package init(integerLiteral value: Int64) { self = .integer(value) }
  /// A truth value.
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  /// `null`.
  package init(nilLiteral: ()) { self = .null }
  /// An array.
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  /// An object with its members in the order written.
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(JSONObject(elements))
  }
}

/// The members of a JSON object in the order they were written; keys are unique.
package struct JSONObject: Sendable, Hashable {
  /// One key and its value.
  package struct Member: Sendable, Hashable {
    /// The member's name.
    package var key: String
    /// The member's value.
    package var value: JSON
  }

  /// All members in order.
  package private(set) var members: [Member] = []

  /// An object without members.
  package init() {}

  /// An object of the given members; a repeated key keeps the last value.
  package init(_ pairs: [(String, JSON)]) {
    for (key, value) in pairs { self[key] = value }
  }

  /// Members the parser already found to be unique.
  init(unique members: [Member]) { self.members = members }

  /// The value of a member; setting nil removes the member.
  package subscript(key: String) -> JSON? {
    get { members.first { $0.key == key }?.value }
    set {
      let index = members.firstIndex { $0.key == key }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member(key: key, value: value))
      case (nil, nil): break
      }
    }
  }

  /// The members' names in order.
  package var keys: [String] { members.map(\.key) }

  /// Whether there are no members.
  package var isEmpty: Bool { members.isEmpty }

  /// These members with another object's on top of them.
  package func merging(_ other: JSONObject) -> JSONObject {
    var merged = self
    for member in other.members { merged[member.key] = member.value }
    return merged
  }
}
