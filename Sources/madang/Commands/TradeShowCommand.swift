import Wire

/// `madang trade show`: shows a deal: the money, the turn, what happens by itself.
enum TradeShowCommand: Command {
  static let words = ["trade", "show"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "거래를 봅니다: 돈, 차례, 저절로 일어날 일.",
    en: "Shows a deal: the money, the turn, what happens by itself.")
  static let synopsis = "DEAL [--operator]"
  static let options = [
    CommandOption("--operator", ko: "운영자로 보기", en: "look as the operator")
  ]
  static let examples = ["madang trade show d_7k2m", "madang trade show d_7k2m --operator"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let deal = DealID(try invocation.operand(0, "DEAL"))
    let isOperator = invocation.options["--operator"] != nil
    let link = isOperator ? try invocation.operatorLink() : try invocation.link()
    let shown = try link.call(TradeShowMethod.self, .init(deal: deal))
    invocation.output.answer(
      JSON(encoding: shown),
      lines: DealText.lines(shown.deal, invocation.language)
        + shown.history.map { DealText.line($0, invocation.language) })
    return .done
  }
}
