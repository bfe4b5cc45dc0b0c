import Wire

/// `madang wallet topup`: money from a card, an account or the sandbox's deposit.
enum WalletTopUpCommand: Command {
  static let words = ["wallet", "topup"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "카드, 계좌 또는 모의 은행에서 지갑을 채웁니다.",
    en: "Fills the wallet from a card, an account or the sandbox's deposit.")
  static let synopsis = "AMOUNT"
  static let options = [
    CommandOption(
      "--card", optional: "SOURCE", ko: "연결된 카드에서", en: "from a linked card, the only one or this"),
    CommandOption(
      "--account", optional: "SOURCE", ko: "연결된 계좌에서", en: "from a linked account"),
    CommandOption(
      "--method", value: "METHOD", ko: "방법: appcard, transfer", en: "another way: appcard, transfer"
    ),
  ]
  static let examples = [
    "madang wallet topup 30000", "madang wallet topup 30000 --card",
    "madang wallet topup 30000 --card=f_8s4k --method appcard",
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let text = try invocation.operand(0, "AMOUNT")
    guard let amount = Int64(text.filter { $0 != "," && $0 != "_" }) else {
      throw .fault(ShellFault(.usage, ["reason": "AMOUNT is a whole number"]))
    }
    let engine = try invocation.engine()
    let source = try FundingChoice.source(invocation, engine.link)
    let result = try engine.topUp(
      amount, key: invocation.requestKey(), source: source,
      method: invocation.options["--method"])
    let balance = Money(result.balance, .krw).formatted
    invocation.output.answer(
      JSON(encoding: result),
      lines: [Words.pick(invocation.language, ko: "지갑: \(balance)", en: "Wallet: \(balance)")])
    return .done
  }
}
