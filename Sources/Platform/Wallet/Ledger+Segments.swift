import Store

/// Keys for ever in bounded memory: the log is cut into segments by rows; a full one gets a sorted
/// index of its keys in the file, never to be changed again, and leaves memory.
extension Ledger {
  /// Every place a key may be, in memory and in closed segments; the caller verifies each.
  func places(_ fingerprint: UInt64) throws(StoreError) -> [Int64] {
    var places = keys.candidates(fingerprint)
    for segment in segments.reversed() {
      for page in segment.pages(fingerprint) {
        let stored = try lookups.page(KeySegment.firstPage(of: segment.number) + Int64(page))
        stored.add(offsetsOf: fingerprint, above: segment.base, to: &places)
      }
    }
    return places
  }

  /// Writes the next pages of a full segment's index, twice as quickly as the next one fills.
  func closeSegments(_ rows: Int) throws(StoreError) {
    guard let full = keys.oldestFull else { return }
    var closing =
      self.closing ?? KeySegmentClosing(full, keysPerPage: keyLimits.keysPerPage)
    // Taken out while it changes, or every page would copy what was gathered before it.
    self.closing = nil
    let number = Int64(segments.count)
    var left = rows * 2 + 1
    while left > 0 {
      guard let page = closing.next() else { return try finish(closing, number) }
      let id = KeySegment.firstPage(of: number) + Int64(closing.fences.count - 1)
      try writer.insert(page, id: id)
      left -= page.fingerprints.count
    }
    self.closing = closing
  }

  private func finish(_ closing: KeySegmentClosing, _ number: Int64) throws(StoreError) {
    let segment = KeySegment(
      number: number, base: closing.base, last: closing.base + keyLimits.rowsPerSegment,
      fences: closing.fences, filter: closing.filter)
    try writer.insert(segment, keys: closing.keyCount)
    segments.append(segment)
    keys.dropOldest()
    trimFilters()
  }

  private func trimFilters() {
    let old = segments.count - keyLimits.filters - 1
    if old >= 0 { segments[old].filter = nil }
  }

  /// Reads what closed segments need in memory.
  func loadSegments() throws(StoreError) {
    segments = []
    closing = nil
    let select = try connection.prepare(
      "SELECT number, base, last, fences, filter FROM ledger_segment ORDER BY number")
    while try select.step() {
      let number = select.integer(0)
      guard number == Int64(segments.count), select.integer(1) == segments.last?.last ?? 0,
        let fences = select.words(3), let filter = select.words(4), !filter.isEmpty
      else { throw .damaged("ledger_segment \(number)") }
      segments.append(
        KeySegment(
          number: number, base: select.integer(1), last: select.integer(2), fences: fences,
          filter: KeyFilter(words: filter)))
      trimFilters()
    }
  }
}
