/// Says of most fingerprints that a segment does not hold them: one word of memory a look (Putze,
/// Sanders, Singler: Cache-, Hash- and Space-Efficient Bloom Filters, 2007).
struct KeyFilter: Equatable {
  /// About one in fifty fingerprints that are not there is not told apart.
  static let bitsPerKey = 10

  private(set) var words: [UInt64]

  init(keys: Int) {
    words = Array(repeating: 0, count: max(1, (keys * Self.bitsPerKey + 63) / 64))
  }

  init(words: [UInt64]) {
    precondition(!words.isEmpty, "a filter has a word")
    self.words = words
  }

  mutating func insert(_ fingerprint: UInt64) {
    words[word(fingerprint)] |= Self.mask(fingerprint)
  }

  func mayHold(_ fingerprint: UInt64) -> Bool {
    let mask = Self.mask(fingerprint)
    return words[word(fingerprint)] & mask == mask
  }

  private func word(_ fingerprint: UInt64) -> Int {
    Int(fingerprint.multipliedFullWidth(by: UInt64(words.count)).high)
  }

  /// Four of the word's bits, from other bits of the fingerprint than those that chose the word.
  private static func mask(_ fingerprint: UInt64) -> UInt64 {
    // An odd constant: the fractional part of the golden ratio.
    let mixed = fingerprint &* 0x9E37_79B9_7F4A_7C15
    return 1 << (mixed >> 58) | 1 << (mixed >> 52 & 63) | 1 << (mixed >> 46 & 63)
      | 1 << (mixed >> 40 & 63)
  }
}
