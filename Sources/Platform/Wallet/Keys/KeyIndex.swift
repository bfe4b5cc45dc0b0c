/// Where the keys of recent requests are, by 64-bit fingerprint; the caller verifies each place.
///
/// Places are rows of the log when positive, remembered refusals when negative. One table a segment
/// of the log; a segment that was closed is looked up in the file.
struct KeyIndex {
  private let limits: KeyLimits
  /// The oldest first; the last one takes new keys.
  private(set) var tables: [KeyTable]
  private var refusals: [KeyTable]

  /// An index of rows and refusals behind those that are known to the file only.
  init(_ limits: KeyLimits = .standard, closed: Int64 = 0, rows: Int64 = 0, refused: Int64 = 0) {
    self.limits = limits
    let room = Int(min(max(rows - closed, 0), limits.rowsPerSegment))
    tables = [KeyTable(base: closed, room: room)]
    refusals = [KeyTable(base: refused)]
  }

  /// Keys in memory.
  var count: Int {
    tables.reduce(0) { $0 + $1.count } + refusals.reduce(0) { $0 + $1.count }
  }

  /// Refusals up to this number are known to the file only.
  var forgottenRefusals: Int64 { refusals[0].base }

  mutating func insert(_ fingerprint: UInt64, at place: Int64) {
    guard place < 0 else {
      while place - tables[tables.count - 1].base > limits.rowsPerSegment {
        tables.append(KeyTable(base: tables[tables.count - 1].base + limits.rowsPerSegment))
      }
      return tables[tables.count - 1].insert(fingerprint, at: place)
    }
    if refusals[refusals.count - 1].count == limits.refusals {
      refusals.append(KeyTable(base: -place - 1))
      if refusals.count > 2 { refusals.removeFirst() }
    }
    refusals[refusals.count - 1].insert(fingerprint, at: -place)
  }

  /// The table of the oldest segment that is full, or nil.
  var oldestFull: KeyTable? { tables.count > 1 ? tables[0] : nil }

  /// Forgets the oldest segment: its index is in the file.
  mutating func dropOldest() {
    precondition(tables.count > 1, "the newest segment stays")
    tables.removeFirst()
  }

  /// Every place the fingerprint may mean, most often none.
  func candidates(_ fingerprint: UInt64) -> [Int64] {
    var places: [Int64] = []
    for table in tables { table.add(candidates: fingerprint, to: &places) }
    let rows = places.count
    for table in refusals { table.add(candidates: fingerprint, to: &places) }
    for index in rows..<places.count { places[index] = -places[index] }
    return places
  }
}
