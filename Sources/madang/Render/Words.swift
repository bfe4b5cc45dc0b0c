import Wire

/// The shell's own short words in both languages.
enum Words {
  static func pick(_ language: Language, ko korean: String, en english: String) -> String {
    language == .korean ? korean : english
  }

  /// What takes a code that only staff can use; nil for every other.
  static func takes(_ kind: ScanReply.Kind, _ language: Language) -> String? {
    switch kind {
    case .page, .bill, .staff, .login: nil
    case .pay:
      pick(
        language, ko: "결제 코드입니다: madang shop charge 코드 금액",
        en: "This is a pay code: madang shop charge CODE AMOUNT")
    case .gate:
      pick(language, ko: "개찰구 코드입니다: madang gate", en: "This is a gate code: madang gate")
    }
  }

  static func moneyMoved(_ language: Language) -> String {
    pick(language, ko: "돈이 움직였습니다.", en: "Money moved.")
  }

  static func moneyStayed(_ language: Language) -> String {
    pick(language, ko: "돈은 움직이지 않았습니다.", en: "No money moved.")
  }
}
