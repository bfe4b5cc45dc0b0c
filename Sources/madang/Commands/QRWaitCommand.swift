import Wire

/// `madang qr wait`: returns when a code changes.
enum QRWaitCommand: Command {
  static let words = ["qr", "wait"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(
    ko: "코드가 바뀔 때까지 기다립니다.", en: "Waits until a code changes.")
  static let synopsis = "CODE [--rev N] [--timeout MS]"
  static let options = [
    CommandOption("--rev", value: "N", ko: "이미 아는 버전", en: "the revision you know"),
    CommandOption("--timeout", value: "MS", ko: "가장 오래 기다릴 시간", en: "the longest wait"),
  ]
  static let examples = [
    "madang qr wait q_5x2m --rev 1 --json"
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let code = CodeID(try invocation.operand(0, "CODE"))
    let link = try invocation.link()
    var rev = try invocation.number("--rev")
    if rev == nil { rev = try link.call(QRShowMethod.self, .init(code: code)).rev }
    let view = try link.call(
      QRWaitMethod.self,
      .init(code: code, rev: rev ?? 0, timeoutMs: try invocation.number("--timeout")))
    CodeLines.show(view, invocation)
    return .done
  }
}
