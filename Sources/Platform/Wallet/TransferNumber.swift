/// The number of a transfer in the global gap-free sequence.
package struct TransferNumber: RawRepresentable, Hashable, Comparable, Sendable {
  /// The number, from 1.
  package let rawValue: Int64

  /// Wraps a number.
  package init(rawValue: Int64) {
    self.rawValue = rawValue
  }

  package static func < (one: TransferNumber, other: TransferNumber) -> Bool {
    one.rawValue < other.rawValue
  }
}
