import Wire

/// `madang trade dispute`: asks the operator to decide.
enum TradeDisputeCommand: Command {
  static let words = ["trade", "dispute"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "운영자에게 판단을 맡깁니다.", en: "Asks the operator to decide.")
  static let synopsis = "DEAL --reason TEXT"
  static let options = [
    CommandOption("--reason", value: "TEXT", ko: "이유", en: "why")
  ]
  static let examples = ["madang trade dispute d_7k2m --reason nothing"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let deal = DealID(try invocation.operand(0, "DEAL"))
    let answer = try invocation.link().call(
      TradeDisputeMethod.self,
      .init(key: invocation.requestKey(), deal: deal, reason: invocation.options["--reason"] ?? ""))
    DealText.print(answer, in: invocation)
    return .done
  }
}
