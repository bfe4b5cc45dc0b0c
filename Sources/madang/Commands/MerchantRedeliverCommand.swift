import Wire

/// `madang merchant redeliver`: puts a dead letter back into its queue.
enum MerchantRedeliverCommand: Command {
  static let words = ["merchant", "redeliver"]
  static let group = CommandGroup.merchant
  static let summary = LocalizedText(
    ko: "전달하지 못한 사건을 다시 보냅니다.",
    en: "Puts a dead letter back into its queue, to be delivered again.")
  static let synopsis = "CALL --app APP"
  static let options = [CommandOption("--app", value: "APP", ko: "어느 앱", en: "which app")]
  static let examples = ["madang merchant redeliver c_9x3n --app kr.co.noodlehouse.table"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let call = try invocation.operand(0, "CALL")
    guard let app = invocation.options["--app"] else {
      throw .fault(ShellFault(.usage, ["reason": "--app is missing"]))
    }
    let result = try invocation.link().call(
      ShopRedeliverMethod.self,
      .init(key: invocation.requestKey(), app: AppID(app), call: call))
    invocation.output.answer(
      JSON(encoding: result), lines: ["\(result.call)\t\(result.feature)\t\(result.attempt)"])
    return .done
  }
}
