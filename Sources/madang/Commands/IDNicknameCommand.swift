import Wire

/// `madang id nickname`: what others may call this person, where they allow it.
enum IDNicknameCommand: Command {
  static let words = ["id", "nickname"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "별명을 정합니다. 허락한 앱에만 보입니다.",
    en: "Sets your nickname; only apps you allow see it.")
  static let synopsis = "[NAME] [--email MAIL]"
  static let options = [
    CommandOption("--email", value: "MAIL", ko: "이메일", en: "your e-mail address")
  ]
  static let examples = ["madang id nickname 민아", "madang id nickname --email mina@example.com"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let email = invocation.options["--email"]
    guard email != nil || !invocation.operands.isEmpty else {
      throw invocation.usage(ko: "NAME이 필요합니다", en: "NAME is missing")
    }
    let result = try invocation.link().call(
      IdentityUpdateMethod.self,
      .init(key: invocation.requestKey(), nickname: invocation.operands.first, email: email))
    invocation.output.answer(
      JSON(encoding: result), lines: [result.changed.joined(separator: "\t")])
    return .done
  }
}
