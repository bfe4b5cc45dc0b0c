import Wire

/// `madang wallet mandates`: what apps may charge without asking.
enum WalletMandatesCommand: Command {
  static let words = ["wallet", "mandates"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "자동 결제를 허락한 앱을 봅니다.", en: "Lists what apps may charge without asking.")
  static let examples = ["madang wallet mandates --json"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let result = try invocation.link().call(MandateListMethod.self, .init())
    invocation.output.answer(
      JSON(encoding: result), lines: result.mandates.map { line($0, invocation.language) })
    return .done
  }

  /// One mandate as a line of columns.
  static func line(_ mandate: MandateView, _ language: Language) -> String {
    func money(_ amount: Int64) -> String { Money(amount, mandate.terms.currency).formatted }
    return [
      mandate.mandate.text, mandate.status.rawValue, mandate.payee.text(in: language).onOneLine,
      mandate.title.text(in: language).onOneLine, money(mandate.terms.maxPerPeriod),
      mandate.terms.unit.rawValue, money(mandate.chargedTotal), money(mandate.owed),
    ].joined(separator: "\t")
  }
}
