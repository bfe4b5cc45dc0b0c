import Wire

/// `madang wallet mandate pay`: pays what could not be charged, with the amount the person saw.
enum WalletMandatePayCommand: Command {
  static let words = ["wallet", "mandate", "pay"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "밀린 자동 결제를 냅니다.", en: "Pays what a mandate could not charge.")
  static let synopsis = "MANDATE --amount N"
  static let options = [
    CommandOption("--amount", value: "N", ko: "본 금액(최소 단위)", en: "what you saw, in minor units"),
    PINInput.option,
  ]
  static let examples = ["madang wallet mandate pay md_7k2p --amount 15000"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let id = MandateID(try invocation.operand(0, "MANDATE"))
    guard let amount = try invocation.number("--amount") else {
      throw .fault(ShellFault(.usage, ["reason": "--amount is missing; nothing was paid"]))
    }
    let result = try invocation.link().call(
      MandateRetryMethod.self,
      .init(
        key: invocation.requestKey(), mandate: id, amount: amount,
        pin: try PINInput.pin(invocation)))
    let balance = Money(result.balance, .krw).formatted
    invocation.output.answer(
      JSON(encoding: result),
      lines: [
        WalletMandatesCommand.line(result.mandate, invocation.language),
        Words.pick(invocation.language, ko: "지갑: \(balance)", en: "Wallet: \(balance)"),
      ])
    return .done
  }
}
