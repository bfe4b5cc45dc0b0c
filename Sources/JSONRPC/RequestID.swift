package import Wire

/// The identity of a request: a whole number from 0 to 2^53 − 1 or a text of at most 64 bytes
/// (protocol.md).
package enum RequestID: Hashable, Sendable {
  case integer(Int64)
  case string(String)

  /// The largest whole number every JSON reader keeps exact.
  package static let integerLimit: Int64 = (1 << 53) - 1
  /// The longest text, in UTF-8 bytes.
  package static let stringByteLimit = 64

  /// The id that a JSON value stands for, or nil where it is none we accept.
  package init?(_ json: JSON) {
    switch json {
    case .integer(let value) where (0...Self.integerLimit).contains(value): self = .integer(value)
    case .string(let text) where text.utf8.count <= Self.stringByteLimit: self = .string(text)
    default: return nil
    }
  }

  /// The id as it stands on the wire.
  package var json: JSON {
    switch self {
    case .integer(let value): .integer(value)
    case .string(let text): .string(text)
    }
  }
}
