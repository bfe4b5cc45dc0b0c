import Wire

/// `madang wallet card list`: what is linked, and what a bank has not answered.
enum WalletCardListCommand: Command {
  static let words = ["wallet", "card", "list"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "연결된 카드와 계좌, 진행 중인 결제를 봅니다.",
    en: "Shows linked cards and accounts, and money under way.")
  static let examples = ["madang wallet card list", "madang wallet card list --json"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let result = try invocation.link().call(FundingListMethod.self, .init())
    let pending = result.pending.map { payment in
      let money = Money(payment.amount, payment.currency).formatted
      let wait = Words.pick(invocation.language, ko: "확인 중", en: "pending")
      return "\(payment.payment)\t\(payment.direction.rawValue)\t\(money)\t\(wait)"
    }
    invocation.output.answer(
      JSON(encoding: result), lines: result.sources.map { line($0) } + pending)
    return .done
  }

  /// A source as one line: its number is never shown but for four digits.
  static func line(_ source: FundingSource) -> String {
    "\(source.source)\t\(source.kind.rawValue)\t**** \(source.last4)\t\(source.phone)"
  }
}
