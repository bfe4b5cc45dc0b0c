import Glibc

/// Chance that can be had again: SplitMix64 (Steele, Lea, Flood 2014) from a seed that is printed.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A key for a request, of 32 characters.
  mutating func key() -> String {
    [next(), next()].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// The seed of `MADANG_TEST_SEED`, or a new one.
  static func seedOfThisRun() -> UInt64 {
    if let text = getenv("MADANG_TEST_SEED"), let seed = UInt64(String(cString: text)) {
      return seed
    }
    return UInt64.random(in: 0...UInt64.max)
  }
}
