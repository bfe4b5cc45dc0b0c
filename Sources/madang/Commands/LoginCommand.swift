import Wire

/// `madang login`: this device becomes one of somebody's, by a code that they scan.
enum LoginCommand: Command {
  static let words = ["login"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(
    ko: "이 기기를 내 기기로 추가합니다.", en: "Adds this device to a person by a code they scan.")
  static let synopsis = "[--device NAME]"
  static let options = [
    CommandOption("--device", value: "NAME", ko: "기기 이름", en: "what this device calls itself"),
    CommandOption("--once", ko: "코드만 만들고 끝내기", en: "make the code and leave"),
  ]
  static let examples = [
    "madang login --as tablet --device Tablet"
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let link = try invocation.link()
    let name = invocation.options["--device"] ?? invocation.global.person
    var code = try link.call(
      QRCreateMethod.self,
      .init(key: invocation.requestKey(), purpose: .login, device: name))
    CodeLines.show(code, invocation)
    if invocation.options["--once"] != nil { return .done }
    while code.status.isWaiting {
      if code.status == .confirmed {
        code = try link.call(
          QRClaimMethod.self, .init(key: Invocation.freshKey(), code: code.code))
      } else {
        code = try link.call(QRWaitMethod.self, .init(code: code.code, rev: code.rev))
      }
    }
    CodeLines.show(code, invocation)
    switch code.status {
    case .consumed: return .done
    case .expired: return .expired
    default: return .declined
    }
  }
}
