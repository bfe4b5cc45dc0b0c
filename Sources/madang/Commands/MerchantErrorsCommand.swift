import Wire

/// `madang merchant errors`: what went wrong with an app, by version.
enum MerchantErrorsCommand: Command {
  static let words = ["merchant", "errors"]
  static let group = CommandGroup.merchant
  static let summary = LocalizedText(
    ko: "앱에서 일어난 오류를 버전별로 봅니다.", en: "Lists what went wrong with an app, by version.")
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
      lines: result.errors.map { fault in
        [
          String(fault.version), fault.feature, fault.code, String(fault.count),
          fault.last.iso8601, fault.trace ?? "-", fault.call ?? "-", fault.reason,
        ].joined(separator: "\t")
      })
    return .done
  }
}
