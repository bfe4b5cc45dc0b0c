import Wire

/// `madang trade cancel`: ends a deal before anything was shipped.
enum TradeCancelCommand: Command {
  static let words = ["trade", "cancel"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "보내기 전에 거래를 그만둡니다.", en: "Ends a deal before anything was shipped.")
  static let synopsis = "DEAL [--reason TEXT]"
  static let options = [
    CommandOption("--reason", value: "TEXT", ko: "이유", en: "why")
  ]
  static let examples = ["madang trade cancel d_7k2m"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let deal = DealID(try invocation.operand(0, "DEAL"))
    let answer = try invocation.link().call(
      TradeCancelMethod.self,
      .init(key: invocation.requestKey(), deal: deal, reason: invocation.options["--reason"]))
    DealText.print(answer, in: invocation)
    return .done
  }
}
