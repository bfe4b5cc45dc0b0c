import Wire

/// `madang trade resolve`: decides a dispute, as the operator.
enum TradeResolveCommand: Command {
  static let words = ["trade", "resolve"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "분쟁을 정합니다(운영자).", en: "Decides a dispute, as the operator.")
  static let synopsis = "DEAL --verdict seller|buyer|split --note TEXT [--buyer N]"
  static let options = [
    CommandOption(
      "--verdict", value: "WORD", ko: "seller·buyer·split", en: "seller, buyer or split"),
    CommandOption("--buyer", value: "N", ko: "나눌 때 구매자 몫", en: "what the buyer gets of a split"),
    CommandOption("--note", value: "TEXT", ko: "이유", en: "why"),
  ]
  static let examples = [
    "madang trade resolve d_7k2m --verdict split --buyer 30000 --note scratched"
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let deal = DealID(try invocation.operand(0, "DEAL"))
    let word = invocation.options["--verdict"] ?? ""
    guard let verdict = TradeResolveMethod.Verdict(rawValue: word) else {
      throw invocation.usage(
        ko: "--verdict는 seller, buyer, split 중 하나입니다",
        en: "--verdict is seller, buyer or split")
    }
    let answer = try invocation.operatorLink().call(
      TradeResolveMethod.self,
      .init(
        key: invocation.requestKey(), deal: deal, verdict: verdict,
        buyerAmount: try invocation.number("--buyer"),
        note: invocation.options["--note"] ?? ""))
    DealText.print(answer, in: invocation)
    return .done
  }
}
