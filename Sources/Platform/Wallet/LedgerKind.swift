/// What a row of the log does; the numbers are stored.
package enum LedgerKind: Int64, Sendable {
  /// Moves money.
  case post = 1
  /// Sets money aside until it is captured, released or expires.
  case hold = 2
  /// Ends a hold by moving money, at most what was held; the rest is free again.
  case capture = 3
  /// Ends a hold without moving money.
  case release = 4
  /// Ends a hold because its time is over.
  case expire = 5
  /// Opens an account.
  case open = 6
  /// Sets how far an account may go below zero.
  case limit = 7

  /// Whether the row moves money from one account to another.
  package var movesMoney: Bool {
    self == .post || self == .capture
  }
}
