import Wire

/// `madang inbox mute`: a shop's messages come without a sound.
enum InboxMuteCommand: Command {
  static let words = ["inbox", "mute"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(
    ko: "가게 소식을 소리 없이 받습니다.", en: "Silences a shop; its messages still come into the list.")
  static let synopsis = "MERCHANT [--off]"
  static let options = [CommandOption("--off", ko: "다시 알립니다", en: "hears it again")]
  static let examples = ["madang inbox mute noodlehouse", "madang inbox mute noodlehouse --off"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let merchant = MerchantID(try invocation.operand(0, "MERCHANT"))
    let result = try invocation.link().call(
      InboxMuteMethod.self,
      .init(
        key: invocation.requestKey(), merchant: merchant,
        muted: invocation.options["--off"] == nil))
    invocation.output.answer(
      JSON(encoding: result), lines: ["\(result.merchant)\t\(result.muted ? "muted" : "heard")"])
    return .done
  }
}
