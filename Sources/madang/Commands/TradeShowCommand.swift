import Wire

/// `madang trade show`: shows a deal: the money, the turn, what happens by itself.
enum TradeShowCommand: Command {
  static let words = ["trade", "show"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "거래를 봅니다: 돈, 차례, 저절로 일어날 일.",
    en: "Shows a deal: the money, the turn, what happens by itself.")
  static let synopsis = "DEAL"
  static let examples = ["madang trade show d_7k2m"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let deal = DealID(try invocation.operand(0, "DEAL"))
    let shown = try invocation.link().call(TradeShowMethod.self, .init(deal: deal))
    invocation.output.answer(
      JSON(encoding: shown),
      lines: DealText.lines(shown.deal, invocation.language)
        + shown.history.map { DealText.line($0, invocation.language) })
    return .done
  }
}
