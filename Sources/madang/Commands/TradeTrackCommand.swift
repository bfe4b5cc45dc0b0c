import Wire

/// `madang trade track`: tells how far a parcel is, as the sandbox carrier.
enum TradeTrackCommand: Command {
  static let words = ["trade", "track"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "배송 상황을 알립니다(모의 배송사).", en: "Tells how far a parcel is, as the sandbox carrier.")
  static let synopsis = "DEAL --delivery N --status WORD"
  static let options = [
    CommandOption("--delivery", value: "N", ko: "배송 번호", en: "which parcel"),
    CommandOption(
      "--status", value: "WORD", ko: "inTransit·delivered·lost",
      en: "inTransit, delivered or lost"),
  ]
  static let examples = ["madang trade track d_7k2m --delivery 1 --status delivered"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let deal = DealID(try invocation.operand(0, "DEAL"))
    let word = invocation.options["--status"] ?? ""
    guard let status = DeliveryView.Status(rawValue: word) else {
      throw invocation.usage(
        ko: "--status는 inTransit, delivered, lost 중 하나입니다",
        en: "--status is inTransit, delivered or lost")
    }
    let answer = try invocation.operatorLink().call(
      TradeTrackMethod.self,
      .init(
        key: invocation.requestKey(), deal: deal,
        delivery: try invocation.number("--delivery") ?? 1, status: status))
    DealText.print(answer, in: invocation)
    return .done
  }
}
