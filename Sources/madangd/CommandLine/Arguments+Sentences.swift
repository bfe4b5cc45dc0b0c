import Wire

extension Arguments.Fault {
  /// What is wrong with the arguments and what to type instead.
  var sentence: LocalizedText {
    switch self {
    case .unknownCommand(let word, let similar):
      return LocalizedText(
        ko: "없는 명령입니다: \(word)" + Self.hint(ko: similar) + "\n도움말: madangd help",
        en: "unknown command \"\(word)\"" + Self.hint(en: similar) + "\nSee: madangd help")
    case .unknownOption(let name, let verb, let similar):
      let see = "madangd help \(verb.rawValue)"
      return LocalizedText(
        ko: "없는 옵션입니다: \(name)" + Self.hint(ko: similar) + "\n도움말: \(see)",
        en: "unknown option \(name)" + Self.hint(en: similar) + "\nSee: \(see)")
    case .missingValue(let name):
      return LocalizedText(ko: "\(name) 뒤에 값이 필요합니다.", en: "\(name) needs a value.")
    case .unexpectedValue(let name):
      return LocalizedText(ko: "\(name)은(는) 값을 받지 않습니다.", en: "\(name) takes no value.")
    case .badValue(let option, let value, let expected):
      return LocalizedText(
        ko: "\(option)의 값이 맞지 않습니다: \(value) (가능한 값: \(expected)).",
        en: "\(option) cannot be \(value); it is \(expected).")
    case .unexpected(let word):
      return LocalizedText(ko: "남는 인자입니다: \(word)", en: "unexpected argument \"\(word)\"")
    case .noHome:
      return LocalizedText(
        ko: "데이터 위치를 알 수 없습니다. --home DIR을 주세요.",
        en: "Where is the data? Give --home DIR.")
    case .repeated(let name):
      return LocalizedText(ko: "\(name)이(가) 두 번 나옵니다.", en: "\(name) is given twice.")
    }
  }

  private static func hint(ko similar: String?) -> String {
    similar.map { "\n혹시 이것인가요? \($0)" } ?? ""
  }

  private static func hint(en similar: String?) -> String {
    similar.map { "\nDid you mean \($0)?" } ?? ""
  }
}
