import Store

/// A closed part of the log whose keys lie in the file, sorted, in pages.
struct KeySegment {
  /// Its number, from 0; its pages are numbered from ``firstPage(of:)``.
  let number: Int64
  /// Its rows are those behind `base` up to `last`.
  let base: Int64
  let last: Int64
  /// The first fingerprint of each page.
  let fences: [UInt64]
  /// Nil where it is too old for one in memory.
  var filter: KeyFilter?

  /// A segment's pages are numbered far enough from the next one's.
  static func firstPage(of number: Int64) -> Int64 { number << 24 }

  /// The pages that may hold a fingerprint, most often none, sometimes two.
  func pages(_ fingerprint: UInt64) -> Range<Int> {
    if let filter, !filter.mayHold(fingerprint) { return 0..<0 }
    let first = Self.place(in: fences) { $0 < fingerprint }
    let end = Self.place(in: fences) { $0 <= fingerprint }
    return max(0, first - 1)..<end
  }

  /// How many elements of an ascending list fulfil what only its first ones do.
  private static func place(in list: [UInt64], _ isBefore: (UInt64) -> Bool) -> Int {
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(list[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Some neighbouring keys of a closed segment: fingerprints in order, then where each is, two to a
/// word.
struct KeySegmentPage: Equatable {
  var fingerprints: [UInt64] = []
  var offsets: [UInt32] = []

  var words: [UInt64] {
    var words = fingerprints
    for start in stride(from: 0, to: offsets.count, by: 2) {
      let second = start + 1 < offsets.count ? UInt64(offsets[start + 1]) << 32 : 0
      words.append(UInt64(offsets[start]) | second)
    }
    return words
  }

  init() {}

  /// Reads a page back; `count` is how many keys it has.
  init(words: [UInt64], count: Int) throws(StoreError) {
    guard count > 0, words.count == count + (count + 1) / 2 else {
      throw .damaged("ledger_segment_page: \(words.count) words for \(count) keys")
    }
    fingerprints = Array(words[..<count])
    for index in 0..<count {
      let word = words[count + index / 2]
      offsets.append(UInt32(truncatingIfNeeded: index % 2 == 0 ? word : word >> 32))
    }
  }

  /// Adds the offsets of a fingerprint.
  func add(offsetsOf fingerprint: UInt64, above base: Int64, to places: inout [Int64]) {
    var (low, high) = (0, fingerprints.count)
    while low < high {
      let middle = (low + high) / 2
      if fingerprints[middle] < fingerprint { low = middle + 1 } else { high = middle }
    }
    while low < fingerprints.count, fingerprints[low] == fingerprint {
      places.append(base + Int64(offsets[low]))
      low += 1
    }
  }
}
