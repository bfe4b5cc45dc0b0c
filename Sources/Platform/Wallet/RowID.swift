/// The number of a row of the log: gap-free, the order of everything.
package struct RowID: RawRepresentable, Hashable, Comparable, Sendable {
  /// The number; 0 for ``none``.
  package let rawValue: Int64

  /// Wraps a number.
  package init(rawValue: Int64) {
    self.rawValue = rawValue
  }

  /// No row: before the first, or a reference to nothing.
  package static let none = RowID(rawValue: 0)

  /// The row behind this one.
  package var next: RowID {
    RowID(rawValue: rawValue + 1)
  }

  // RawRepresentable's own would be asked at run time, for every payment many times.
  package static func == (one: RowID, other: RowID) -> Bool {
    one.rawValue == other.rawValue
  }

  package static func < (one: RowID, other: RowID) -> Bool {
    one.rawValue < other.rawValue
  }
}
