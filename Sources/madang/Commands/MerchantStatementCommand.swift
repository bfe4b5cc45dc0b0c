import Wire

/// `madang merchant statement`: what a shop sold, gave back and was paid on a day.
enum MerchantStatementCommand: Command {
  static let words = ["merchant", "statement"]
  static let group = CommandGroup.merchant
  static let summary = LocalizedText(
    ko: "하루의 매출, 환불, 수수료와 지급액을 봅니다.",
    en: "Shows a day's sales, refunds, fee and payout.")
  static let synopsis = "[MERCHANT] [--day D]"
  static let options = [
    CommandOption(
      "--day", value: "D", ko: "서울의 날짜, 기본은 어제", en: "a day in Seoul; yesterday by default")
  ]
  static let examples = ["madang merchant statement noodlehouse --day 2026-11-20 --json"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let engine = try invocation.engine()
    let merchant = try ShopOrdersCommand.merchant(invocation, engine)
    var day: SeoulDay?
    if let text = invocation.options["--day"] {
      guard let read = SeoulDay(text: text) else {
        throw .fault(ShellFault(.usage, ["reason": "--day is a day as 2026-11-20"]))
      }
      day = read
    }
    let statement = try engine.link.call(
      ShopStatementMethod.self, .init(merchant: merchant, day: day))
    invocation.output.answer(
      JSON(encoding: statement), lines: lines(statement, invocation.language))
    return .done
  }

  private static func lines(_ statement: MerchantStatement, _ language: Language) -> [String] {
    func row(_ korean: String, _ english: String, _ amount: Int64) -> String {
      Words.pick(language, ko: korean, en: english) + "\t"
        + Money(amount, statement.currency).formatted
    }
    return [
      "\(statement.merchant)\t\(statement.day)",
      row("시작 잔액", "opening", statement.opening),
      row("매출 \(statement.saleCount)건", "sales (\(statement.saleCount))", statement.sales),
      row(
        "환불 \(statement.refundCount)건", "refunds (\(statement.refundCount))",
        -statement.refunds),
      row("그 밖의 입출금", "other", statement.otherIn - statement.otherOut),
      row("앞선 날의 수수료", "fees of days before", -statement.feesTaken),
      row("앞선 날의 지급", "paid out for days before", -statement.paidOut),
      row("마감 잔액", "closing", statement.closing),
      row(
        "수수료 \(rate(statement))", "fee at \(rate(statement))", -statement.fee),
      row("지급", "payout", -statement.payout),
      row("남은 금액", "carried", statement.carried),
      statement.settled.map { "\($0.iso8601)\t\(statement.transfer?.text ?? "-")" }
        ?? Words.pick(language, ko: "정산 전", en: "not settled yet"),
    ]
  }

  /// Basis points as people read a rate: `0.40 %`.
  private static func rate(_ statement: MerchantStatement) -> String {
    let hundredths = statement.basisPoints % 100
    return "\(statement.basisPoints / 100).\(hundredths < 10 ? "0" : "")\(hundredths) %"
  }
}
