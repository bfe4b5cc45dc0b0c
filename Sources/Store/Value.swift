/// A value to bind, for statements whose speed does not matter.
package enum Value: Hashable, Sendable {
  /// SQL NULL.
  case null
  /// A whole number.
  case integer(Int64)
  /// Text in UTF-8.
  case text(String)
  /// Bytes.
  case blob([UInt8])

  /// A text, or NULL for nil.
  package static func text(_ text: String?) -> Value {
    text.map { .text($0) } ?? .null
  }

  /// A number, or NULL for nil.
  package static func integer(_ number: Int64?) -> Value {
    number.map { .integer($0) } ?? .null
  }

  /// Bytes, or NULL for nil.
  package static func blob(_ bytes: [UInt8]?) -> Value {
    bytes.map { .blob($0) } ?? .null
  }
}

extension Value: ExpressibleByIntegerLiteral {
  /// A whole number.
  package init(integerLiteral value: Int64) {
    self = .integer(value)
  }
}

extension Value: ExpressibleByStringLiteral {
  /// Text in UTF-8.
  package init(stringLiteral value: String) {
    self = .text(value)
  }
}

extension Value: ExpressibleByNilLiteral {
  /// SQL NULL.
  package init(nilLiteral: ()) {
    self = .null
  }
}
