import Wire

/// `madang phone approve`: the card's own app on the sandbox phone.
enum PhoneApproveCommand: Command {
  static let words = ["phone", "approve"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(
    ko: "카드사 앱에서 결제를 승인합니다(모의).", en: "Approves a payment in the card's own app (sandbox).")
  static let synopsis = "PAYMENT"
  static let examples = ["madang phone approve x_4t8v"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let result = try invocation.link().call(
      PhoneApproveMethod.self,
      .init(key: invocation.requestKey(), payment: try invocation.operand(0, "PAYMENT")))
    invocation.output.answer(JSON(encoding: result), lines: [result.payment])
    return .done
  }
}
