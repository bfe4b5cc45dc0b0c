import Wire

/// `madang wallet pin set`: sets or changes the PIN, from a prompt or from files.
enum WalletPINSetCommand: Command {
  static let words = ["wallet", "pin", "set"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "여섯 자리 PIN을 정하거나 바꿉니다.", en: "Sets or changes the PIN of six digits.")
  static let options = [
    CommandOption(
      "--pin-file", value: "FILE", ko: "새 PIN이 든 파일", en: "a file that holds the new PIN"),
    CommandOption(
      "--present-pin-file", value: "FILE", ko: "지금 PIN이 든 파일",
      en: "a file that holds the present PIN"),
  ]
  static let examples = [
    "madang wallet pin set", "madang wallet pin set --pin-file new --present-pin-file old",
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let link = try invocation.link()
    let isSet = try link.call(PinShowMethod.self, .init()).isSet
    let present = try present(invocation, isSet: isSet)
    let pin = try newPIN(invocation)
    let result = try link.call(
      PinSetMethod.self, .init(key: invocation.requestKey(), newPin: pin, pin: present))
    invocation.output.answer(
      JSON(encoding: result),
      lines: [Words.pick(invocation.language, ko: "PIN을 정했습니다.", en: "The PIN is set.")])
    return .done
  }

  private static func present(
    _ invocation: Invocation, isSet: Bool
  ) throws(ShellFailure) -> String? {
    if let path = invocation.options["--present-pin-file"] { return try PINInput.read(path) }
    guard isSet, Shell.isInteractive(invocation) else { return nil }
    return try PINInput.ask(
      Words.pick(invocation.language, ko: "지금 PIN", en: "Present PIN"), invocation)
  }

  private static func newPIN(_ invocation: Invocation) throws(ShellFailure) -> String {
    if let pin = try PINInput.pin(invocation) { return pin }
    let language = invocation.language
    let first = try PINInput.ask(Words.pick(language, ko: "새 PIN", en: "New PIN"), invocation)
    let again = try PINInput.ask(
      Words.pick(language, ko: "새 PIN 다시", en: "New PIN again"), invocation)
    guard first == again else {
      let reason = Words.pick(language, ko: "두 번이 다릅니다", en: "the two are not the same")
      throw .fault(ShellFault(.inputInvalid, ["label": "PIN", "reason": .string(reason)]))
    }
    return first
  }
}
