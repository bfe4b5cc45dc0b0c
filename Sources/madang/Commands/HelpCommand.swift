import Wire

/// `madang help`.
enum HelpCommand: Command {
  static let words = ["help"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "명령과 옵션을 설명합니다.", en: "Explains commands and flags.")
  static let synopsis = "[COMMAND]"
  static let examples = ["madang help wallet topup"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let command = CommandList.named(invocation.operands)
    if command == nil, let first = invocation.operands.first {
      throw .fault(ShellFault(.usage, ["reason": .string("there is no command \(first)")]))
    }
    invocation.output.lines(Help.text(of: command, in: invocation.language))
    return .done
  }
}
