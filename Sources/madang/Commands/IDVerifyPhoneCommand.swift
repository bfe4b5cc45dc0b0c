import Wire

/// `madang id verify phone`: proves that a phone is one's own, in two steps.
enum IDVerifyPhoneCommand: Command {
  static let words = ["id", "verify", "phone"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "휴대전화를 확인합니다. 문자로 온 코드를 다시 적습니다.",
    en: "Verifies a phone: sends a code, then takes it.")
  static let synopsis = "PHONE | --code CODE"
  static let options = [
    CommandOption("--code", value: "CODE", ko: "문자로 온 여섯 자리", en: "the six digits of the SMS")
  ]
  static let examples = [
    "madang id verify phone 010-1234-5678", "madang id verify phone --code 482913",
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let link = try invocation.link()
    guard let code = invocation.options["--code"] else {
      let phone = try invocation.operand(0, "PHONE")
      let sent = try link.call(
        IdentitySendCodeMethod.self, .init(key: invocation.requestKey(), phone: phone))
      invocation.output.answer(
        JSON(encoding: sent),
        lines: [
          "\(sent.phone)\t\(sent.expires.iso8601)",
          Words.pick(
            invocation.language, ko: "코드를 적으세요: madang id verify phone --code CODE",
            en: "Give the code back: madang id verify phone --code CODE"),
        ])
      return .done
    }
    let result = try link.call(
      IdentityConfirmCodeMethod.self, .init(key: invocation.requestKey(), code: code))
    invocation.output.answer(
      JSON(encoding: result),
      lines: ["\(result.outcome.rawValue)\t\(result.tier.rawValue)\t\(result.phone)"])
    return .done
  }
}
