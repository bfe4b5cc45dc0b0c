import Wire

/// `madang trade reconcile`: asks the escrow provider again and catches up.
enum TradeReconcileCommand: Command {
  static let words = ["trade", "reconcile"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "제공자에게 다시 물어 어긋난 거래를 맞춥니다(운영자).", en: "Asks the escrow provider again and catches up.")
  static let synopsis = "[DEAL]"
  static let examples = ["madang trade reconcile"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let report = try invocation.operatorLink().call(
      TradeReconcileMethod.self,
      .init(key: invocation.requestKey(), deal: invocation.operands.first.map { DealID($0) }))
    invocation.output.answer(
      JSON(encoding: report), lines: report.deals.map { DealText.line($0) })
    return .done
  }
}
