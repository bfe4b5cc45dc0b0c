import Wire

/// `madang paycode`: the code a person shows at a till, renewed by itself.
enum PayCodeCommand: Command {
  static let words = ["paycode"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "계산대에 보여 줄 결제 코드를 띄웁니다.", en: "Shows your pay code, renewed by itself.")
  static let synopsis = ""
  static let options = [
    CommandOption("--once", ko: "한 번만 만들고 끝내기", en: "make one and leave")
  ]
  static let examples = [
    "madang paycode",
    "madang paycode --once --json",
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let link = try invocation.link()
    var key = invocation.requestKey()
    while true {
      var code = try link.call(QRCreateMethod.self, .init(key: key, purpose: .pay))
      CodeLines.show(code, invocation)
      if invocation.options["--once"] != nil { return .done }
      while code.status.isWaiting {
        code = try link.call(QRWaitMethod.self, .init(code: code.code, rev: code.rev))
        if code.status == .scanned { try decide(&code, link, invocation) }
      }
      // A code that nobody took is replaced by the next one.
      guard code.status == .expired, code.amount == nil else {
        CodeLines.show(code, invocation)
        return code.status == .consumed ? .done : .declined
      }
      key = Invocation.freshKey()
    }
  }

  /// Asks the person about an amount above what is free; only who sits at a terminal is asked.
  private static func decide(
    _ code: inout CodeView, _ link: DaemonLink, _ invocation: Invocation
  ) throws(ShellFailure) {
    CodeLines.show(code, invocation)
    guard let amount = code.amount, Shell.isInteractive(invocation) else { return }
    let question = Words.pick(
      invocation.language, ko: "\(amount.formatted)을 결제할까요? 결제는 y",
      en: "Pay \(amount.formatted)? y to pay")
    invocation.output.lines([question])
    if readLine() == "y" {
      code = try pay(code, amount, link, invocation)
    } else {
      code = try link.call(
        QRCancelMethod.self, .init(key: Invocation.freshKey(), code: code.code))
    }
  }

  /// How often a wrong PIN may be typed anew; the daemon counts for itself.
  private static let pinTries = 3

  /// Pays; asks for the PIN where the daemon wants it for this amount.
  private static func pay(
    _ code: CodeView, _ amount: Money, _ link: DaemonLink, _ invocation: Invocation
  ) throws(ShellFailure) -> CodeView {
    var pin: String?
    for _ in 0...pinTries {
      do throws(ShellFailure) {
        return try link.call(
          QRConfirmMethod.self,
          .init(
            key: Invocation.freshKey(), code: code.code, amount: amount.amount, pin: pin))
      } catch {
        let asked = [AuthorizationError.pinRequired, AuthorizationError.pinWrong]
        guard case .refused(let refusal) = error, asked.contains(refusal.code) else { throw error }
        if pin != nil { invocation.output.lines(error.lines(in: invocation.language)) }
        pin = try PINInput.ask("PIN", invocation)
      }
    }
    return try link.call(QRCancelMethod.self, .init(key: Invocation.freshKey(), code: code.code))
  }
}
