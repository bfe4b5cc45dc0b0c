import Wire

/// `madang trade list`: shows your deals, newest first.
enum TradeListCommand: Command {
  static let words = ["trade", "list"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "내 거래를 봅니다.", en: "Shows your deals, newest first.")
  static let synopsis = "[--limit N]"
  static let options = [
    CommandOption("--limit", value: "N", ko: "몇 줄", en: "how many")
  ]
  static let examples = ["madang trade list"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let list = try invocation.link().call(
      TradeListMethod.self,
      .init(limit: try invocation.number("--limit").map { Int(clamping: $0) }))
    invocation.output.answer(
      JSON(encoding: list), lines: list.deals.map { DealText.line($0, invocation.language) })
    return .done
  }
}
