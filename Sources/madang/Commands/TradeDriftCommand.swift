import Wire

/// `madang trade drift`: shows deals that the escrow provider sees differently.
enum TradeDriftCommand: Command {
  static let words = ["trade", "drift"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "제공자와 어긋난 거래를 봅니다(운영자).", en: "Shows deals that the escrow provider sees differently.")
  static let examples = ["madang trade drift --json"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let report = try invocation.operatorLink().call(TradeDriftMethod.self, .init())
    invocation.output.answer(
      JSON(encoding: report), lines: report.deals.map { DealText.line($0) })
    return .done
  }
}
