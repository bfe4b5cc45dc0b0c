import Wire

/// `madang qr show`: a code that was made or scanned by this person.
enum QRShowCommand: Command {
  static let words = ["qr", "show"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(
    ko: "만들었거나 스캔한 코드를 봅니다.", en: "Shows a code you made or scanned.")
  static let synopsis = "CODE"
  static let examples = [
    "madang qr show q_5x2m"
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let code = try invocation.link().call(
      QRShowMethod.self, .init(code: CodeID(try invocation.operand(0, "CODE"))))
    CodeLines.show(code, invocation)
    return .done
  }
}
