import Wire

/// `madang consent list`: what apps may see of this person.
enum ConsentListCommand: Command {
  static let words = ["consent", "list"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(
    ko: "앱마다 무엇을 보여 주는지 봅니다.", en: "Lists what each app may see of you.")
  static let examples = ["madang consent list --json"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let result = try invocation.link().call(ConsentListMethod.self, .init())
    invocation.output.answer(
      JSON(encoding: result),
      lines: result.consents.map { consent in
        "\(consent.app)\t\(consent.scope)\t\(consent.decision.rawValue)\t\(consent.at.iso8601)"
      })
    return .done
  }
}
