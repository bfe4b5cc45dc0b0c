/// Finds things by what a person types: a part of the name, its initial consonants (ㄱㅂ → 김밥), or
/// the right keys under the wrong layout (rlaqkq → 김밥).
enum KoreanSearch {
  private static let firstSyllable: UInt32 = 0xAC00
  private static let lastSyllable: UInt32 = 0xD7A3
  /// Syllables with one initial, and with one initial and one vowel (Unicode, 3.12).
  private static let perInitial: UInt32 = 588
  private static let perVowel: UInt32 = 28

  private static let initials = Array("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")
  private static let initialKeys = [
    "r", "R", "s", "e", "E", "f", "a", "q", "Q", "t", "T", "d", "w", "W", "c", "z", "x", "v", "g",
  ]
  private static let vowelKeys = [
    "k", "o", "i", "O", "j", "p", "u", "P", "h", "hk", "ho", "hl", "y", "n", "nj", "np", "nl", "b",
    "m", "ml", "l",
  ]
  private static let finalKeys = [
    "", "r", "R", "rt", "s", "sw", "sg", "e", "f", "fr", "fa", "fq", "ft", "fx", "fv", "fg", "a",
    "q", "qt", "t", "T", "d", "w", "c", "z", "x", "v", "g",
  ]

  /// Whether a text is meant by a query; an empty query means everything.
  static func matches(_ query: String, _ text: String) -> Bool {
    let wanted = folded(query)
    if wanted.isEmpty { return true }
    let subject = folded(text)
    return subject.contains(wanted) || initials(of: subject).contains(wanted)
      || keys(of: subject).lowercased().contains(keys(of: wanted).lowercased())
  }

  /// Without blanks and without case.
  private static func folded(_ text: String) -> String {
    text.lowercased().filter { !$0.isWhitespace }
  }

  /// Each syllable by its initial consonant.
  static func initials(of text: String) -> String {
    String(text.map { character in syllable(character).map { initials[$0.initial] } ?? character })
  }

  /// Each syllable and jamo by its keys on the two-set keyboard.
  static func keys(of text: String) -> String {
    text.map { character in
      guard let (initial, vowel, final) = syllable(character) else {
        return String(JamoKeys.key(character))
      }
      return initialKeys[initial] + vowelKeys[vowel] + finalKeys[final]
    }.joined()
  }

  private static func syllable(_ character: Character) -> (initial: Int, vowel: Int, final: Int)? {
    guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1,
      (firstSyllable...lastSyllable).contains(scalar.value)
    else { return nil }
    let index = scalar.value - firstSyllable
    return (
      Int(index / perInitial), Int(index % perInitial / perVowel), Int(index % perVowel)
    )
  }
}
