import Wire

/// `madang qr confirm`: the person says yes to a code.
enum QRConfirmCommand: Command {
  static let words = ["qr", "confirm"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(
    ko: "새 기기나 계산대 결제를 확인합니다.", en: "Says yes to a new device, or to what a till asks for.")
  static let synopsis = "CODE [--amount N] [--pin-file FILE]"
  static let options = [
    CommandOption("--amount", value: "N", ko: "본 금액(최소 단위)", en: "what you saw, in minor units"),
    PINInput.option,
  ]
  static let examples = [
    "madang qr confirm q_5x2m",
    "madang qr confirm q_5x2m --amount 60000",
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let code = CodeID(try invocation.operand(0, "CODE"))
    let done = try invocation.link().call(
      QRConfirmMethod.self,
      .init(
        key: invocation.requestKey(), code: code, amount: try invocation.number("--amount"),
        pin: try PINInput.pin(invocation)))
    CodeLines.show(done, invocation)
    return .done
  }
}
