import Wire

/// `madang explain`: a page for every error code.
enum ExplainCommand: Command {
  static let words = ["explain"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(ko: "오류 코드를 설명합니다.", en: "Explains an error code.")
  static let synopsis = "[CODE]"
  static let examples = ["madang explain wallet.insufficient_funds", "madang explain"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let language = invocation.language
    guard let name = invocation.operands.first else {
      let names = ErrorCode.all.map(\.name) + ShellFault.Kind.allCases.map(\.rawValue)
      invocation.output.answer(.array(names.map(JSON.string)), lines: names)
      return .done
    }
    if let code = ErrorCode.named(name) {
      explain(
        name, code.sentence.text(in: language), code.fix.text(in: language),
        classWords(code.errorClass, language), invocation.output)
    } else if let kind = ShellFault.Kind(rawValue: name) {
      explain(
        name, kind.sentence.text(in: language), kind.fix.text(in: language),
        Words.pick(language, ko: "셸이 스스로 거절", en: "refused by the shell itself"),
        invocation.output)
    } else {
      throw .fault(ShellFault(.unknownChoice, ["id": .string(name)]))
    }
    return .done
  }

  private static func explain(
    _ name: String, _ sentence: String, _ fix: String, _ errorClass: String, _ output: Output
  ) {
    output.answer(
      [
        "code": .string(name), "sentence": .string(sentence), "fix": .string(fix),
        "class": .string(errorClass),
      ],
      lines: [name, "  " + sentence, "  → " + fix, "  (\(errorClass))"])
  }

  private static func classWords(_ errorClass: ErrorClass, _ language: Language) -> String {
    switch errorClass {
    case .final: Words.pick(language, ko: "다시 물어도 같음", en: "asking again gives the same")
    case .conflict: Words.pick(language, ko: "다시 읽고 다시", en: "read again, then retry")
    case .later: Words.pick(language, ko: "나중에 다시", en: "try again later")
    case .outcomeUnknown:
      Words.pick(language, ko: "결과 모름: 같은 키로 확인", en: "unknown: ask with the same key")
    case .notAllowed: Words.pick(language, ko: "허용되지 않음", en: "not allowed")
    }
  }
}
