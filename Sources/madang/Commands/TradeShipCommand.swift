import Wire

/// `madang trade ship`: registers a parcel, or corrects one.
enum TradeShipCommand: Command {
  static let words = ["trade", "ship"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "보낸 물건의 송장을 알리거나 고칩니다.", en: "Registers a parcel, or corrects one.")
  static let synopsis = "DEAL --carrier NAME [--tracking NUMBER] [--delivery N]"
  static let options = [
    CommandOption("--carrier", value: "NAME", ko: "배송사", en: "who carries it"),
    CommandOption("--tracking", value: "NUMBER", ko: "송장 번호", en: "the carrier's number"),
    CommandOption("--delivery", value: "N", ko: "고칠 배송의 번호", en: "the parcel to correct"),
  ]
  static let examples = ["madang trade ship d_7k2m --carrier 우체국 --tracking 6892100000123"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let deal = DealID(try invocation.operand(0, "DEAL"))
    guard let carrier = invocation.options["--carrier"] else {
      throw invocation.usage(ko: "--carrier가 없습니다", en: "--carrier is missing")
    }
    let answer = try invocation.link().call(
      TradeShipMethod.self,
      .init(
        key: invocation.requestKey(), deal: deal, carrier: carrier,
        tracking: invocation.options["--tracking"],
        delivery: try invocation.number("--delivery")))
    DealText.print(answer, in: invocation)
    return .done
  }
}
