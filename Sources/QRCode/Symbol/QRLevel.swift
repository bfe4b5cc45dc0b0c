/// How much of a symbol may be lost: ISO/IEC 18004, table 8.
package enum QRLevel: Int, CaseIterable, Sendable {
  /// About 7 % of the codewords can be restored.
  case low
  /// About 15 %.
  case medium
  /// About 25 %.
  case quartile
  /// About 30 %.
  case high

  /// The level's letter: L, M, Q or H.
  package var letter: String { ["L", "M", "Q", "H"][rawValue] }

  /// The level of a letter, nil for another text.
  package init?(letter: String) {
    guard let level = Self.allCases.first(where: { $0.letter == letter }) else { return nil }
    self = level
  }

  /// The two bits that stand for the level in the format information.
  var formatBits: Int { [1, 0, 3, 2][rawValue] }
}
