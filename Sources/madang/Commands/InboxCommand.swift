import Wire

/// `madang inbox`: what shops have told.
enum InboxCommand: Command {
  static let words = ["inbox"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(ko: "받은 소식을 봅니다.", en: "Shows messages, newest first.")
  static let examples = ["madang inbox", "madang inbox --json --as joon"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let engine = try invocation.engine()
    let result = try engine.inbox()
    engine.push(.inbox(result.messages))
    if invocation.output.isJSON {
      invocation.output.json(JSON(encoding: result))
    } else {
      invocation.output.screen(engine.screen)
    }
    return .done
  }
}
