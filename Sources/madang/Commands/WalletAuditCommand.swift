import Wire

/// `madang wallet audit`: the ledger recomputed from its log.
enum WalletAuditCommand: Command {
  static let words = ["wallet", "audit"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "원장을 처음부터 다시 계산해 맞춰 봅니다.", en: "Recomputes the ledger from its log.")
  static let examples = ["madang wallet audit --json"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let result = try invocation.link().call(WalletAuditMethod.self, .init())
    let verdict = Words.pick(
      invocation.language, ko: result.ok ? "맞습니다" : "어긋납니다",
      en: result.ok ? "agrees" : "disagrees")
    invocation.output.answer(
      JSON(encoding: result),
      lines: ["\(verdict)\t\(result.transfers)\t\(result.posted)\t\(result.head)"])
    return result.ok ? .done : .failed
  }
}
