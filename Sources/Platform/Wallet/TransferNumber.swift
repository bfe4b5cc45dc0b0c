package import Wire

/// The number of a transfer in the global gap-free sequence.
package struct TransferNumber: RawRepresentable, Hashable, Comparable, Sendable {
  /// The number, from 1.
  package let rawValue: Int64

  /// Wraps a number.
  package init(rawValue: Int64) {
    self.rawValue = rawValue
  }

  // RawRepresentable's own would be asked at run time, for every payment many times.
  package static func == (one: TransferNumber, other: TransferNumber) -> Bool {
    one.rawValue == other.rawValue
  }

  package static func < (one: TransferNumber, other: TransferNumber) -> Bool {
    one.rawValue < other.rawValue
  }

  /// The name as it travels: `t_` and the number.
  package var wire: TransferID {
    // Quicker than interpolation, which every answer would pay for.
    TransferID("t_" + String(rawValue))
  }

  /// Reads a name back; nil for anything ``wire`` never writes.
  package init?(_ wire: TransferID) {
    guard wire.text.hasPrefix("t_"), let number = Int64(wire.text.dropFirst(2)), number > 0,
      wire.text == "t_\(number)"
    else { return nil }
    rawValue = number
  }
}
