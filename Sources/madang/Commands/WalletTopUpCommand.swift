import Wire

/// `madang wallet topup`: money from the sandbox bank.
enum WalletTopUpCommand: Command {
  static let words = ["wallet", "topup"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "모의 은행에서 지갑을 채웁니다.", en: "Fills the wallet from the sandbox bank.")
  static let synopsis = "AMOUNT"
  static let examples = ["madang wallet topup 30000"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let text = try invocation.operand(0, "AMOUNT")
    guard let amount = Int64(text.filter { $0 != "," && $0 != "_" }) else {
      throw .fault(ShellFault(.usage, ["reason": "AMOUNT is a whole number"]))
    }
    let result = try invocation.engine().topUp(amount, key: invocation.requestKey())
    let balance = Money(result.balance, .krw).formatted
    invocation.output.answer(
      JSON(encoding: result),
      lines: [Words.pick(invocation.language, ko: "지갑: \(balance)", en: "Wallet: \(balance)")])
    return .done
  }
}
