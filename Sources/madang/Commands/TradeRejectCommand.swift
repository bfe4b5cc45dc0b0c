import Wire

/// `madang trade reject`: rejects what arrived.
enum TradeRejectCommand: Command {
  static let words = ["trade", "reject"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "받은 물건을 거절합니다.", en: "Rejects what arrived.")
  static let synopsis = "DEAL --reason TEXT"
  static let options = [
    CommandOption("--reason", value: "TEXT", ko: "이유", en: "why")
  ]
  static let examples = ["madang trade reject d_7k2m --reason broken"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let deal = DealID(try invocation.operand(0, "DEAL"))
    let answer = try invocation.link().call(
      TradeRejectMethod.self,
      .init(key: invocation.requestKey(), deal: deal, reason: invocation.options["--reason"] ?? ""))
    DealText.print(answer, in: invocation)
    return .done
  }
}
