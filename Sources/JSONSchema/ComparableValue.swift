import Wire

/// A value in the one form that JSON Schema's equality compares: 1.0 is 1, the order of members
/// says nothing, and texts are equal only scalar by scalar (Swift's equality would also join
/// texts that merely look the same).
indirect enum ComparableValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  case double(Double)
  case text([UInt8])
  case list([ComparableValue])
  case members([[UInt8]: ComparableValue])

  init(_ value: JSON) {
    switch value {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .integer(let value): self = .integer(value)
    case .double(let value): self = Int64(exactly: value).map(Self.integer) ?? .double(value)
    case .string(let text): self = .text(Array(text.utf8))
    case .array(let elements): self = .list(elements.map(Self.init))
    case .object(let object):
      self = .members(
        Dictionary(
          object.members.map { (Array($0.key.utf8), Self($0.value)) },
          uniquingKeysWith: { first, _ in first }))
    }
  }
}
