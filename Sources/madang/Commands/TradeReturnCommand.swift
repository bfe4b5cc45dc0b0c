import Wire

/// `madang trade return`: agrees that a rejected item comes back.
enum TradeReturnCommand: Command {
  static let words = ["trade", "return"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "거절된 물건을 돌려받기로 합니다.", en: "Agrees that a rejected item comes back.")
  static let synopsis = "DEAL"
  static let examples = ["madang trade return d_7k2m --as seller"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let deal = DealID(try invocation.operand(0, "DEAL"))
    let answer = try invocation.link().call(
      TradeReturnMethod.self, .init(key: invocation.requestKey(), deal: deal))
    DealText.print(answer, in: invocation)
    return .done
  }
}
