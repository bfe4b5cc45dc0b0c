import Wire

/// `madang wallet history`: every movement.
enum WalletHistoryCommand: Command {
  static let words = ["wallet", "history"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(ko: "돈의 움직임을 봅니다.", en: "Shows movements, newest first.")
  static let options = [
    CommandOption("--limit", value: "N", ko: "몇 줄", en: "how many"),
    CommandOption("--cursor", value: "TEXT", ko: "이어 볼 곳", en: "where the last page ended"),
  ]
  static let examples = ["madang wallet history --limit 50 --json"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let result = try invocation.link().call(
      WalletHistoryMethod.self,
      .init(
        limit: try invocation.number("--limit").map { Int(clamping: $0) },
        cursor: invocation.options["--cursor"]))
    invocation.output.answer(
      JSON(encoding: result), lines: result.entries.map { line($0, invocation.language) })
    return .done
  }

  private static func line(_ entry: WalletEntry, _ language: Language) -> String {
    [
      entry.at.iso8601, entry.kind, Money(entry.amount, .krw).formatted,
      Money(entry.balanceAfter, .krw).formatted, entry.with?.text(in: language) ?? "",
      entry.transfer.text,
    ].joined(separator: "\t")
  }
}
