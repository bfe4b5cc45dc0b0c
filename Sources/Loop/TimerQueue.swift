import JSONRPC

/// Deadlines in order; pure. Cancelled ones are skipped when they come up and swept out when
/// they are the larger part.
struct TimerQueue {
  /// Below this many cancelled entries a sweep is not worth its time.
  static let sweepThreshold = 64

  private struct Entry {
    let deadline: MonotonicTime
    let id: UInt64

    func isBefore(_ other: Entry) -> Bool {
      deadline == other.deadline ? id < other.id : deadline < other.deadline
    }
  }

  private var heap: [Entry] = []
  private var live: Set<UInt64> = []
  private var lastID: UInt64 = 0

  var count: Int { live.count }
  var storedCount: Int { heap.count }

  mutating func add(_ deadline: MonotonicTime) -> UInt64 {
    lastID += 1
    live.insert(lastID)
    heap.append(Entry(deadline: deadline, id: lastID))
    siftUp(heap.count - 1)
    return lastID
  }

  /// False where it was fired or cancelled before.
  mutating func cancel(_ id: UInt64) -> Bool {
    guard live.remove(id) != nil else { return false }
    if heap.count - live.count > max(Self.sweepThreshold, live.count) { sweep() }
    return true
  }

  /// The earliest deadline.
  mutating func next() -> MonotonicTime? {
    while let first = heap.first, !live.contains(first.id) { removeFirst() }
    return heap.first?.deadline
  }

  /// Takes out the earliest timer whose deadline has come.
  mutating func popDue(now: MonotonicTime) -> UInt64? {
    guard let deadline = next(), deadline <= now, let first = heap.first else { return nil }
    removeFirst()
    live.remove(first.id)
    return first.id
  }

  private mutating func sweep() {
    heap.removeAll { !live.contains($0.id) }
    heap.sort { $0.isBefore($1) }
  }

  private mutating func removeFirst() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    siftDown(0)
  }

  private mutating func siftUp(_ start: Int) {
    var child = start
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].isBefore(heap[parent]) else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  private mutating func siftDown(_ start: Int) {
    var parent = start
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < heap.count && heap[child].isBefore(heap[least]) {
        least = child
      }
      guard least != parent else { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
