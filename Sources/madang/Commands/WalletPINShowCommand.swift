import Wire

/// `madang wallet pin show`: whether a PIN is set, and from which amount on it is asked for.
enum WalletPINShowCommand: Command {
  static let words = ["wallet", "pin", "show"]
  static let group = CommandGroup.money
  static let summary = LocalizedText(
    ko: "PIN을 정했는지, 얼마부터 묻는지 봅니다.",
    en: "Shows whether a PIN is set and from which amount it is asked for.")
  static let examples = ["madang wallet pin show"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let shown = try invocation.link().call(PinShowMethod.self, .init())
    // The private word belongs on sheets only.
    var json = JSON(encoding: shown).object ?? JSONObject()
    json["sealWord"] = nil
    let free = Money(shown.quickPay, .krw).formatted
    let language = invocation.language
    var lines = [
      shown.isSet
        ? Words.pick(language, ko: "PIN이 있습니다.", en: "A PIN is set.")
        : Words.pick(language, ko: "PIN이 없습니다.", en: "No PIN is set."),
      Words.pick(language, ko: "\(free)까지는 묻지 않습니다.", en: "Not asked for up to \(free)."),
    ]
    if let until = shown.lockedUntil {
      lines.append(
        Words.pick(language, ko: "\(until.iso8601)까지 잠김", en: "Locked until \(until.iso8601)"))
    }
    invocation.output.answer(.object(json), lines: lines)
    return .done
  }
}
