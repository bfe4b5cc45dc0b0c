import Wire

/// `madang wallet mandate revoke`: an app charges no more, at once.
enum WalletMandateRevokeCommand: Command {
  static let words = ["wallet", "mandate", "revoke"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "자동 결제를 바로 거둡니다.", en: "Ends a mandate at once.")
  static let synopsis = "MANDATE"
  static let examples = ["madang wallet mandate revoke md_7k2p"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let id = MandateID(try invocation.operand(0, "MANDATE"))
    let result = try invocation.link().call(
      MandateRevokeMethod.self, .init(key: invocation.requestKey(), mandate: id))
    invocation.output.answer(
      JSON(encoding: result),
      lines: [WalletMandatesCommand.line(result.mandate, invocation.language)])
    return .done
  }
}
