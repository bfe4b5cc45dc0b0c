import Wire

/// `madang benefits`: coupons, stamps and cards.
enum BenefitsCommand: Command {
  static let words = ["benefits"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(
    ko: "쿠폰, 도장, 카드를 봅니다.", en: "Lists your coupons, stamps and cards.")
  static let examples = ["madang benefits --json"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let result = try invocation.link().call(BenefitListMethod.self, .init())
    invocation.output.answer(
      JSON(encoding: result),
      lines: result.benefits.map { benefit in
        [
          benefit.benefit.text, benefit.kind.rawValue, "x\(benefit.count)",
          benefit.from.text(in: invocation.language).onOneLine,
          benefit.title.text(in: invocation.language).onOneLine,
          benefit.expires?.iso8601 ?? "",
        ].joined(separator: "\t")
      })
    return .done
  }
}
