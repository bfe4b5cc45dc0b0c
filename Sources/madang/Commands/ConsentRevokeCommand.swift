import Wire

/// `madang consent revoke`: an app sees a field no more, at once.
enum ConsentRevokeCommand: Command {
  static let words = ["consent", "revoke"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(
    ko: "앱에 보여 주던 것을 바로 거둡니다.", en: "Takes back what an app may see, at once.")
  static let synopsis = "APP SCOPE"
  static let examples = ["madang consent revoke kr.co.noodlehouse.table identity.nickname"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    try ConsentAllowCommand.decide(.revoked, invocation)
  }
}
