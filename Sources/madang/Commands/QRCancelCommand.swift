import Wire

/// `madang qr cancel`: a code is not wanted any more.
enum QRCancelCommand: Command {
  static let words = ["qr", "cancel"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(
    ko: "아직 쓰지 않은 코드를 취소합니다.", en: "Cancels a code that is not used yet.")
  static let synopsis = "CODE"
  static let examples = [
    "madang qr cancel q_5x2m"
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let code = CodeID(try invocation.operand(0, "CODE"))
    let done = try invocation.link().call(
      QRCancelMethod.self, .init(key: invocation.requestKey(), code: code))
    CodeLines.show(done, invocation)
    return .done
  }
}
