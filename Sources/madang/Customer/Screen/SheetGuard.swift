import JSONRPC

/// Keeps a key that was pressed, or pasted, before the sheet could be read from approving it.
struct SheetGuard: Hashable {
  /// How long a sheet must have been on the screen, in milliseconds (page.md).
  static let readingMilliseconds: Int64 = 300

  private var drawn: MonotonicTime?
  private var bill: String?

  /// Notes that a sheet is on the screen; the same sheet keeps its first moment unless its amount
  /// changed. Nil says that no sheet is.
  mutating func note(_ shown: String?, at now: MonotonicTime) {
    guard shown != bill else { return }
    bill = shown
    drawn = shown == nil ? nil : now
  }

  /// Whether a key that is handled now may approve.
  func mayApprove(at now: MonotonicTime) -> Bool {
    drawn.map { now - $0 >= Self.readingMilliseconds } ?? false
  }
}
