import Wire

/// `madang trade post`: puts something up for sale by safe trade.
enum TradePostCommand: Command {
  static let words = ["trade", "post"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "물건을 안전거래로 내놓습니다.", en: "Puts something up for sale by safe trade.")
  static let synopsis = "TITLE --price N [--quantity N] [--provider NAME]"
  static let options = [
    CommandOption("--price", value: "N", ko: "하나의 값", en: "what one costs"),
    CommandOption("--quantity", value: "N", ko: "몇 개", en: "how many there are"),
    CommandOption("--provider", value: "NAME", ko: "안전거래 제공자", en: "the escrow provider"),
  ]
  static let examples = ["madang trade post 자전거 --price 80000 --as seller"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let title = try invocation.operand(0, "TITLE")
    guard let price = try invocation.number("--price") else {
      throw invocation.usage(ko: "--price가 없습니다", en: "--price is missing")
    }
    let answer = try invocation.link().call(
      TradePostMethod.self,
      .init(
        key: invocation.requestKey(), title: LocalizedText(title), price: price, currency: .krw,
        quantity: try invocation.number("--quantity") ?? 1,
        provider: invocation.options["--provider"]))
    invocation.output.answer(
      JSON(encoding: answer), lines: [DealText.line(answer.item, invocation.language)])
    return .done
  }
}
