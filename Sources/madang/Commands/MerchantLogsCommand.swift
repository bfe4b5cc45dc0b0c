import Wire

/// `madang merchant logs`: the end of what an app's programs wrote to standard error.
enum MerchantLogsCommand: Command {
  static let words = ["merchant", "logs"]
  static let group = CommandGroup.merchant
  static let summary = LocalizedText(
    ko: "앱의 프로그램이 남긴 말을 봅니다.",
    en: "Shows what an app's programs wrote to standard error.")
  static let synopsis = "APP [--version N]"
  static let options = [
    CommandOption("--version", value: "N", ko: "이 버전만", en: "only this version")
  ]
  static let examples = ["madang merchant logs kr.co.noodlehouse.table --as owner"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let app = AppID(try invocation.operand(0, "APP"))
    let result = try invocation.link().call(
      ShopLogsMethod.self, .init(app: app, version: try invocation.number("--version")))
    invocation.output.answer(
      JSON(encoding: result),
      lines: result.logs.flatMap { log in
        ["\(log.version)\t\(log.process)\t\(log.total)"]
          + log.text.split(separator: "\n").map { "  \($0)" }
      })
    return .done
  }
}
