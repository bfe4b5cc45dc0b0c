import Wire

/// `madang merchant errors`: what went wrong with an app, by version, and its dead letters.
enum MerchantErrorsCommand: Command {
  static let words = ["merchant", "errors"]
  static let group = CommandGroup.merchant
  static let summary = LocalizedText(
    ko: "앱에서 일어난 오류와 전달하지 못한 사건을 봅니다.",
    en: "Lists what went wrong with an app, by version, and its dead letters.")
  static let synopsis = "APP [--version N]"
  static let options = [
    CommandOption("--version", value: "N", ko: "이 버전만", en: "only this version")
  ]
  static let examples = ["madang merchant errors kr.co.noodlehouse.table --as owner"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let app = AppID(try invocation.operand(0, "APP"))
    let result = try invocation.link().call(
      ShopErrorsMethod.self, .init(app: app, version: try invocation.number("--version")))
    invocation.output.answer(
      JSON(encoding: result),
      lines: result.errors.map(line) + result.deadLetters.map { line($0, invocation.language) })
    return .done
  }

  private static func line(_ fault: ProgramFault) -> String {
    [
      String(fault.version), fault.feature, fault.code, String(fault.count), fault.last.iso8601,
      fault.trace ?? "-", fault.call ?? "-", fault.reason,
    ].joined(separator: "\t")
  }

  private static func line(_ letter: DeadLetter, _ language: Language) -> String {
    [
      String(letter.version), letter.feature, letter.code, String(letter.tries),
      letter.died?.iso8601 ?? "-", "-", letter.call,
      Words.pick(language, ko: "전달하지 못함", en: "dead letter"),
    ].joined(separator: "\t")
  }
}
