import Wire

/// `madang trade fund`: pays a deal into its own account; the amount you saw must be named.
enum TradeFundCommand: Command {
  static let words = ["trade", "fund"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "거래 금액을 안전거래 계좌에 넣습니다. 본 금액을 함께 적습니다.",
    en: "Pays a deal into its own account; the amount you saw must be named.")
  static let synopsis = "DEAL --amount N [--pin-file FILE]"
  static let options = [
    CommandOption("--amount", value: "N", ko: "본 금액(최소 단위)", en: "what you saw, in minor units"),
    PINInput.option,
  ]
  static let examples = ["madang trade fund d_7k2m --amount 80000"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let deal = DealID(try invocation.operand(0, "DEAL"))
    let link = try invocation.link()
    guard let amount = try invocation.number("--amount") else {
      let shown = try link.call(TradeShowMethod.self, .init(deal: deal))
      invocation.output.answer(
        JSON(encoding: shown), lines: DealText.lines(shown.deal, invocation.language))
      throw invocation.usage(
        ko: "--amount가 없습니다. 결제하지 않았습니다", en: "--amount is missing; nothing was paid")
    }
    let paid = try link.call(
      TradeFundMethod.self,
      .init(
        key: invocation.requestKey(), deal: deal, amount: amount,
        pin: try PINInput.pin(invocation)))
    let balance = Money(paid.balance, paid.deal.price.currency).formatted
    invocation.output.answer(
      JSON(encoding: paid),
      lines: DealText.lines(paid.deal, invocation.language)
        + [Words.pick(invocation.language, ko: "지갑: \(balance)", en: "Wallet: \(balance)")])
    return .done
  }
}
