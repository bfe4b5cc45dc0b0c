import Wire

/// `madang trade receive`: says that it arrived and is fine.
enum TradeReceiveCommand: Command {
  static let words = ["trade", "receive"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "물건을 잘 받았다고 알립니다.", en: "Says that it arrived and is fine.")
  static let synopsis = "DEAL"
  static let examples = ["madang trade receive d_7k2m"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let deal = DealID(try invocation.operand(0, "DEAL"))
    let answer = try invocation.link().call(
      TradeReceiveMethod.self, .init(key: invocation.requestKey(), deal: deal))
    DealText.print(answer, in: invocation)
    return .done
  }
}
