import Wire

/// `madang consent log`: what each program saw and when.
enum ConsentLogCommand: Command {
  static let words = ["consent", "log"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(
    ko: "어느 앱이 언제 무엇을 보았는지 봅니다.",
    en: "Tells which app saw what of you and when.")
  static let options = [
    CommandOption("--limit", value: "N", ko: "줄 수(1–100)", en: "lines, 1-100")
  ]
  static let examples = ["madang consent log --limit 50"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let limit = try invocation.number("--limit").map { Int(clamping: $0) }
    let result = try invocation.link().call(ConsentLogMethod.self, .init(limit: limit))
    invocation.output.answer(
      JSON(encoding: result),
      lines: result.entries.map { entry in
        "\(entry.at.iso8601)\t\(entry.app)\t\(entry.scope)\t\(entry.what.rawValue)"
          + "\t\(entry.session?.text ?? "")"
      })
    return .done
  }
}
