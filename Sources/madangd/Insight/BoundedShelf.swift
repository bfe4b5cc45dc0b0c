import JSONRPC

/// The latest things of one kind: so many, so many bytes, and no older than so long. Pure.
struct BoundedShelf<Item> {
  private let limit: Int
  private let byteLimit: Int
  private let ageMilliseconds: Int64
  private var entries: [(item: Item, byteCount: Int, at: MonotonicTime)] = []
  /// Where the kept entries begin; those before are removed together.
  private var first = 0
  private(set) var byteCount = 0
  /// When something was put here last.
  private(set) var latest = MonotonicTime(milliseconds: 0)

  init(limit: Int, byteLimit: Int, ageMilliseconds: Int64) {
    precondition(limit > 0 && byteLimit > 0 && ageMilliseconds > 0, "a shelf has room")
    self.limit = limit
    self.byteLimit = byteLimit
    self.ageMilliseconds = ageMilliseconds
  }

  var count: Int { entries.count - first }

  /// What is kept, the oldest first.
  var items: [Item] { entries[first...].map(\.item) }

  /// Puts something here; what is over the limits goes, the oldest first.
  mutating func append(_ item: Item, byteCount: Int, now: MonotonicTime) {
    entries.append((item, byteCount, now))
    self.byteCount += byteCount
    latest = now
    while count > limit || self.byteCount > byteLimit { dropFirst() }
    forget(now: now)
  }

  /// Drops what is too old.
  mutating func forget(now: MonotonicTime) {
    while count > 0, now - entries[first].at >= ageMilliseconds { dropFirst() }
  }

  private mutating func dropFirst() {
    byteCount -= entries[first].byteCount
    first += 1
    // Moving all the others with each one would cost more than keeping as many again for a while.
    guard first > limit || first == entries.count else { return }
    entries.removeSubrange(..<first)
    first = 0
  }
}
