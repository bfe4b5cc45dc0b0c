import Wire

/// `madang wallet card remove`: takes a linked card or account away.
enum WalletCardRemoveCommand: Command {
  static let words = ["wallet", "card", "remove"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "연결된 카드나 계좌를 지웁니다.", en: "Takes a linked card or account away.")
  static let synopsis = "SOURCE"
  static let examples = ["madang wallet card remove f_8s4k"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let source = FundingSourceID(try invocation.operand(0, "SOURCE"))
    let result = try invocation.link().call(
      FundingRemoveMethod.self, .init(key: invocation.requestKey(), source: source))
    invocation.output.answer(JSON(encoding: result), lines: ["\(result.source)"])
    return .done
  }
}
