import Wire

/// `madang wallet card confirm`: links with the code that was sent.
enum WalletCardConfirmCommand: Command {
  static let words = ["wallet", "card", "confirm"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "문자로 받은 인증번호로 연결을 마칩니다.", en: "Ends the linking with the code from the phone.")
  static let synopsis = "CHALLENGE CODE"
  static let examples = ["madang wallet card confirm v_4t8v 123456"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let result = try invocation.link().call(
      FundingConfirmMethod.self,
      .init(
        key: invocation.requestKey(), challenge: try invocation.operand(0, "CHALLENGE"),
        code: try invocation.operand(1, "CODE")))
    invocation.output.answer(
      JSON(encoding: result), lines: [WalletCardListCommand.line(result.source)])
    return .done
  }
}
