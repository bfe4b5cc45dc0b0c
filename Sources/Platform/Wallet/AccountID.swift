/// Names an account inside the daemon; gap-free from 1, never shown to people or programs.
package struct AccountID: RawRepresentable, Hashable, Comparable, Sendable {
  /// The number; 0 for ``none``.
  package let rawValue: Int64

  /// Wraps a number.
  package init(rawValue: Int64) {
    self.rawValue = rawValue
  }

  /// No account: the debit side of a row that opens one.
  package static let none = AccountID(rawValue: 0)

  // RawRepresentable's own would be asked at run time, for every payment many times.
  package static func == (one: AccountID, other: AccountID) -> Bool {
    one.rawValue == other.rawValue
  }

  package static func < (one: AccountID, other: AccountID) -> Bool {
    one.rawValue < other.rawValue
  }
}
