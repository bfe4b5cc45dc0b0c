/// Which snapshots are to be written next: passes over all accounts in the order of their numbers,
/// so that neighbours share a page of the file, a part of a pass with each group.
///
/// At the end of a pass every snapshot is exact at least as of the row where the pass began.
struct SnapshotSweep {
  /// The most accounts one group looks at, changed or not.
  static let maximumLooks = 65_536
  /// Rows in which a pass over the changed accounts is to be made: what a start replays is about
  /// two passes, a small part of a second.
  static let rowsPerPass = 65_536
  /// The least snapshots a group writes back.
  static let leastPerGroup = 4

  /// Up to this row every snapshot is exact.
  private(set) var clean: RowID
  /// How many accounts changed since their snapshot was written.
  private(set) var dirtyCount = 0
  private var isDirty: [Bool] = []
  private var place = 0
  private var began: RowID

  /// Begins with the file's own note of what is exact, and where its log ends.
  init(clean: RowID = .none, head: RowID = .none) {
    self.clean = clean
    began = head
  }

  /// Notes that an account changed.
  mutating func touch(_ account: AccountID) {
    let index = Int(account.rawValue) - 1
    if index >= isDirty.count {
      isDirty.append(contentsOf: repeatElement(false, count: index + 1 - isDirty.count))
    }
    guard !isDirty[index] else { return }
    isDirty[index] = true
    dirtyCount += 1
  }

  /// How many snapshots a group of so many rows writes: as many as a pass needs, so that few
  /// changed accounts cost nearly nothing, and never more than one a row. Where that is too few
  /// for ``rowsPerPass``, a pass takes as many rows as there are changed accounts.
  func due(rows: Int) -> Int {
    let needed = (rows * dirtyCount + Self.rowsPerPass - 1) / Self.rowsPerPass
    return max(min(needed, rows), Self.leastPerGroup)
  }

  /// Takes up to `limit` changed accounts; `head` is where the log ends now.
  mutating func take(_ limit: Int, head: RowID) -> [AccountID] {
    var taken: [AccountID] = []
    var looks = 0
    while taken.count < limit, dirtyCount > 0, looks < Self.maximumLooks {
      if place >= isDirty.count { endPass(head) }
      if isDirty[place] {
        isDirty[place] = false
        dirtyCount -= 1
        taken.append(AccountID(rawValue: Int64(place + 1)))
      }
      place += 1
      looks += 1
    }
    if dirtyCount == 0 {
      endPass(head)
      clean = head
    }
    return taken
  }

  private mutating func endPass(_ head: RowID) {
    clean = began
    began = head
    place = 0
  }
}
