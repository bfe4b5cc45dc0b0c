/// Which accounts changed since their snapshot was written, the longest waiting first.
struct SnapshotQueue {
  private var entries: [(account: AccountID, row: RowID)] = []
  private var first = 0
  private var isWaiting: [Bool] = []

  var count: Int {
    entries.count - first
  }

  /// Notes that a row changed an account; only the first since its snapshot counts.
  mutating func touch(_ account: AccountID, by row: RowID) {
    let index = Int(account.rawValue) - 1
    if index >= isWaiting.count {
      isWaiting.append(contentsOf: repeatElement(false, count: index + 1 - isWaiting.count))
    }
    guard !isWaiting[index] else { return }
    isWaiting[index] = true
    entries.append((account: account, row: row))
  }

  /// Takes the account that has waited longest, or nil when all snapshots are exact.
  mutating func next() -> AccountID? {
    guard first < entries.count else { return nil }
    let account = entries[first].account
    isWaiting[Int(account.rawValue) - 1] = false
    first += 1
    if first == entries.count || first > Self.compactAfter {
      entries.removeFirst(first)
      first = 0
    }
    return account
  }

  /// The row up to which every snapshot is exact, when the log ends at `last`.
  func clean(upTo last: RowID) -> RowID {
    guard first < entries.count else { return last }
    return RowID(rawValue: entries[first].row.rawValue - 1)
  }

  /// Taken entries are dropped from the array after this many, so that dropping costs little each.
  private static let compactAfter = 65_536
}
