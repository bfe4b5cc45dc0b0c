/// The two-set Korean keyboard (KS X 5002): which Latin key a jamo lies on, so that a person need
/// not switch the layout to press a labelled letter.
enum JamoKeys {
  private static let rows: [(jamo: String, letters: String)] = [
    ("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", "qwertyuiop"), ("ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "asdfghjkl"),
    ("ㅋㅌㅊㅍㅠㅜㅡ", "zxcvbnm"), ("ㅃㅉㄸㄲㅆㅒㅖ", "QWERTOP"),
  ]

  private static let letters: [Character: Character] = Dictionary(
    uniqueKeysWithValues: rows.flatMap { zip($0.jamo, $0.letters) })

  /// The key a character stands for: the Latin letter of a jamo, anything else itself.
  static func key(_ character: Character) -> Character { letters[character] ?? character }
}
