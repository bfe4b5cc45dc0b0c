import Wire

/// `madang phone`: what reached the sandbox's phones.
enum PhoneCommand: Command {
  static let words = ["phone"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(
    ko: "모의 휴대전화의 문자를 봅니다.", en: "Shows text messages of the sandbox's phones.")
  static let options = [
    CommandOption(
      "--number", value: "N", ko: "이 번호의 문자(운영자로)", en: "of this number, as the operator")
  ]
  static let examples = ["madang phone", "madang phone --number 010-1234-5678 --json"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let result: PhoneInboxMethod.Result
    if let typed = invocation.options["--number"] {
      guard let number = PhoneNumber(typed) else {
        throw .refused(Refusal(SMSError.numberInvalid))
      }
      result = try invocation.operatorLink().call(PhoneInboxMethod.self, .init(number: number))
    } else {
      result = try invocation.link().call(PhoneInboxMethod.self, .init())
    }
    invocation.output.answer(
      JSON(encoding: result),
      lines: result.messages.map { "\($0.at.iso8601)\t\($0.number.text)\t\($0.text)" })
    return .done
  }
}
