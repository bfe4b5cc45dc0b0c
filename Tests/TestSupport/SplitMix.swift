/// Chance that can be had again: SplitMix64 (Steele, Lea, Flood 2014), the same numbers for the
/// same seed on every machine.
package struct SplitMix: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// From a seed, which a test that fails prints.
  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from zero on, below a limit.
  package mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  /// A key for a request, of 32 characters.
  package mutating func key() -> String {
    [next(), next()].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
