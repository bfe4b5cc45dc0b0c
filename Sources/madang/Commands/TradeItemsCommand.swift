import Wire

/// `madang trade items`: shows what people sell by safe trade.
enum TradeItemsCommand: Command {
  static let words = ["trade", "items"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "안전거래로 파는 물건을 봅니다.", en: "Shows what people sell by safe trade.")
  static let synopsis = "[--seller PERSON]"
  static let options = [
    CommandOption("--seller", value: "PERSON", ko: "한 사람이 파는 것만", en: "only what one person sells"),
    CommandOption("--limit", value: "N", ko: "몇 줄", en: "how many"),
  ]
  static let examples = ["madang trade items"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let items = try invocation.link().call(
      TradeItemsMethod.self,
      .init(
        seller: invocation.options["--seller"].map { PersonID($0) },
        limit: try invocation.number("--limit").map { Int(clamping: $0) }))
    invocation.output.answer(
      JSON(encoding: items), lines: items.items.map { DealText.line($0, invocation.language) })
    return .done
  }
}
