import Wire

/// `madang invite`: a code by which others join a session.
enum InviteCommand: Command {
  static let words = ["invite"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(
    ko: "자리에 초대하는 코드를 만듭니다.", en: "Makes a code by which others join your session.")
  static let synopsis = "SESSION"
  static let examples = [
    "madang invite s_1x9q"
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let session = SessionID(try invocation.operand(0, "SESSION"))
    let code = try invocation.link().call(
      QRCreateMethod.self,
      .init(key: invocation.requestKey(), purpose: .invite, session: session))
    CodeLines.show(code, invocation)
    return .done
  }
}
