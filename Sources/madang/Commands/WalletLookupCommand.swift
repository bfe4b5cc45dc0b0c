import Wire

/// `madang wallet lookup`: the way out of an unknown outcome.
enum WalletLookupCommand: Command {
  static let words = ["wallet", "lookup"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "키로 만든 움직임을 찾습니다.", en: "Finds the movement that a key made.")
  static let synopsis = "KEY"
  static let examples = ["madang wallet lookup 0123456789abcdef"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let result = try invocation.link().call(
      WalletLookupMethod.self, .init(key: try invocation.operand(0, "KEY")))
    invocation.output.answer(
      JSON(encoding: result),
      lines: [
        [
          result.at.iso8601, Money(result.amount, .krw).formatted, result.transfer.text,
          result.bill?.text ?? "",
        ].joined(separator: "\t")
      ])
    return .done
  }
}
