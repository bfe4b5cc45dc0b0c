import Wire

/// `madang trade fault`: makes a sandbox escrow provider fail.
enum TradeFaultCommand: Command {
  static let words = ["trade", "fault"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "모의 안전거래 제공자가 실패하게 합니다(운영자).",
    en: "Makes a sandbox escrow provider fail, as the operator.")
  static let synopsis = "PROVIDER STEP refuse|lostRequest|lostAnswer [--count N]"
  static let options = [
    CommandOption("--count", value: "N", ko: "몇 번", en: "how often")
  ]
  static let examples = ["madang trade fault sandbox-step confirm lostAnswer"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let provider = try invocation.operand(0, "PROVIDER")
    let step = try invocation.operand(1, "STEP")
    let word = try invocation.operand(2, "FAULT")
    guard let fault = TradeFaultMethod.Fault(rawValue: word) else {
      throw invocation.usage(
        ko: "refuse, lostRequest, lostAnswer 중 하나입니다",
        en: "it is one of refuse, lostRequest and lostAnswer")
    }
    let answer = try invocation.operatorLink().call(
      TradeFaultMethod.self,
      .init(
        key: invocation.requestKey(), provider: provider, step: step, fault: fault,
        count: try invocation.number("--count") ?? 1))
    invocation.output.answer(JSON(encoding: answer), lines: ["\(answer.armed)"])
    return .done
  }
}
