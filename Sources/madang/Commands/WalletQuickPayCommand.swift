import Wire

/// `madang wallet quickpay`: up to which amount no PIN is asked for.
enum WalletQuickPayCommand: Command {
  static let words = ["wallet", "quickpay"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "PIN 없이 낼 수 있는 금액을 정합니다.", en: "Sets up to which amount no PIN is asked for.")
  static let synopsis = "AMOUNT"
  static let options = [PINInput.option]
  static let examples = [
    "madang wallet quickpay 10000", "madang wallet quickpay 50000 --pin-file ~/pin",
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    guard let amount = Int64(try invocation.operand(0, "AMOUNT")) else {
      throw .fault(ShellFault(.usage, ["reason": "AMOUNT is a whole number"]))
    }
    let result = try invocation.link().call(
      PinQuickPayMethod.self,
      .init(key: invocation.requestKey(), amount: amount, pin: try PINInput.pin(invocation)))
    invocation.output.answer(
      JSON(encoding: result), lines: [Money(result.quickPay, .krw).formatted])
    return .done
  }
}
