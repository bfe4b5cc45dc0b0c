import Wire

/// `madang trade open`: reserves an item for 15 minutes and opens a deal.
enum TradeOpenCommand: Command {
  static let words = ["trade", "open"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "물건을 15분 동안 잡아 두고 거래를 엽니다.", en: "Reserves an item for 15 minutes and opens a deal.")
  static let synopsis = "ITEM [--quantity N]"
  static let options = [
    CommandOption("--quantity", value: "N", ko: "몇 개", en: "how many")
  ]
  static let examples = ["madang trade open i_3n8p"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let item = ItemID(try invocation.operand(0, "ITEM"))
    let answer = try invocation.link().call(
      TradeOpenMethod.self,
      .init(
        key: invocation.requestKey(), item: item, quantity: try invocation.number("--quantity")))
    DealText.print(answer, in: invocation)
    return .done
  }
}
