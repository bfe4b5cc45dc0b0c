import Wire

/// `madang merchant calls`: the calls of an app that can be run again.
enum MerchantCallsCommand: Command {
  static let words = ["merchant", "calls"]
  static let group = CommandGroup.merchant
  static let summary = LocalizedText(
    ko: "다시 돌려 볼 수 있는 최근 호출을 봅니다.",
    en: "Lists the latest calls of an app that can be run again.")
  static let synopsis = "APP"
  static let examples = ["madang merchant calls kr.co.noodlehouse.table --as owner"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let app = AppID(try invocation.operand(0, "APP"))
    let result = try invocation.link().call(ShopCallsMethod.self, .init(app: app))
    invocation.output.answer(
      JSON(encoding: result),
      lines: result.calls.map { call in
        [
          call.call, String(call.version), call.feature, call.at.iso8601, call.outcome,
          "\(call.milliseconds) ms", "\(call.byteCount) B",
        ].joined(separator: "\t")
      })
    return .done
  }
}
