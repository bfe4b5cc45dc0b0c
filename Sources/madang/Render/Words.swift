import Wire

/// The shell's own short words in both languages.
enum Words {
  static func pick(_ language: Language, ko korean: String, en english: String) -> String {
    language == .korean ? korean : english
  }

  static func moneyMoved(_ language: Language) -> String {
    pick(language, ko: "돈이 움직였습니다.", en: "Money moved.")
  }

  static func moneyStayed(_ language: Language) -> String {
    pick(language, ko: "돈은 움직이지 않았습니다.", en: "No money moved.")
  }
}
