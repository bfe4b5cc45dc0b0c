import Wire

/// `madang wallet withdraw`: money to a linked bank account.
enum WalletWithdrawCommand: Command {
  static let words = ["wallet", "withdraw"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "연결된 계좌로 돈을 보냅니다.", en: "Moves money to a linked bank account.")
  static let synopsis = "AMOUNT"
  static let options = [
    CommandOption(
      "--account", optional: "SOURCE", ko: "받을 계좌", en: "the account, where several are linked"),
    CommandOption("--method", value: "METHOD", ko: "방법: transfer", en: "another way: transfer"),
    PINInput.option,
  ]
  static let examples = [
    "madang wallet withdraw 30000", "madang wallet withdraw 70000 --pin-file ~/pin",
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let text = try invocation.operand(0, "AMOUNT")
    guard let amount = Int64(text.filter { $0 != "," && $0 != "_" }) else {
      throw .fault(ShellFault(.usage, ["reason": "AMOUNT is a whole number"]))
    }
    let link = try invocation.link()
    let result = try link.call(
      WalletWithdrawMethod.self,
      .init(
        key: invocation.requestKey(), amount: amount, currency: .krw,
        source: try FundingChoice.source(invocation, link), method: invocation.options["--method"],
        pin: try PINInput.pin(invocation)))
    let balance = Money(result.balance, .krw).formatted
    invocation.output.answer(
      JSON(encoding: result),
      lines: [Words.pick(invocation.language, ko: "지갑: \(balance)", en: "Wallet: \(balance)")])
    return .done
  }
}
