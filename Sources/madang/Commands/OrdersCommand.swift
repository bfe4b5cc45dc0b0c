import Wire

/// `madang orders`: bills to pay and receipts.
enum OrdersCommand: Command {
  static let words = ["orders"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(
    ko: "낼 청구서와 영수증을 봅니다.", en: "Shows bills to pay and receipts, newest first.")
  static let examples = ["madang orders", "madang orders --json"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let engine = try invocation.engine()
    let bills = try engine.orders()
    engine.push(.orders(bills))
    if invocation.output.isJSON {
      invocation.output.json(["bills": .array(bills.map { JSON(encoding: $0) })])
    } else {
      invocation.output.screen(engine.screen)
    }
    return .done
  }
}
