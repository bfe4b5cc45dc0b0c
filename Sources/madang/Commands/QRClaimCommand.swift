import Wire

/// `madang qr claim`: a new device takes what was confirmed.
enum QRClaimCommand: Command {
  static let words = ["qr", "claim"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(
    ko: "확인된 로그인 코드를 씁니다.", en: "Uses a login code that was confirmed.")
  static let synopsis = "CODE"
  static let examples = [
    "madang qr claim q_5x2m --as tablet"
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let code = CodeID(try invocation.operand(0, "CODE"))
    let done = try invocation.link().call(
      QRClaimMethod.self, .init(key: invocation.requestKey(), code: code))
    CodeLines.show(done, invocation)
    return .done
  }
}
