/// Writes the sorted index of a full segment, a few pages with each group, so that nobody waits for
/// it. Begun again after a restart it makes the same pages.
struct KeySegmentClosing {
  private let table: KeyTable
  private let keysPerPage: Int
  private var slot = 0
  private var pending: [(fingerprint: UInt64, offset: UInt32)] = []
  private var taken = 0
  private(set) var fences: [UInt64] = []
  private(set) var filter: KeyFilter

  init(_ table: KeyTable, keysPerPage: Int) {
    self.table = table
    self.keysPerPage = keysPerPage
    filter = KeyFilter(keys: table.count)
  }

  /// The place before the segment's first.
  var base: Int64 { table.base }
  /// How many keys it has.
  var keyCount: Int { table.count }

  /// The next page, or nil after the last.
  mutating func next() -> KeySegmentPage? {
    var page = KeySegmentPage()
    while page.fingerprints.count < keysPerPage {
      if taken == pending.count {
        pending = table.run(from: &slot)
        taken = 0
        if pending.isEmpty { break }
      }
      page.fingerprints.append(pending[taken].fingerprint)
      page.offsets.append(pending[taken].offset)
      filter.insert(pending[taken].fingerprint)
      taken += 1
    }
    guard let first = page.fingerprints.first else { return nil }
    fences.append(first)
    return page
  }
}
