import Wire

/// `madang id erase`: forgets who this person is, for ever.
enum IDEraseCommand: Command {
  static let words = ["id", "erase"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "나에 대한 것을 영영 지웁니다. 돈의 기록은 이름 없이 남습니다.",
    en: "Erases who you are for ever; records of money stay, nameless.")
  static let synopsis = "--confirm PERSON"
  static let options = [
    CommandOption(
      "--confirm", value: "PERSON", ko: "내 이름표(madang id show)",
      en: "your own public name, as id show tells it")
  ]
  static let examples = ["madang id erase --confirm p_4t8v"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    guard let confirm = invocation.options["--confirm"] else {
      throw invocation.usage(ko: "--confirm PERSON이 필요합니다", en: "--confirm PERSON is missing")
    }
    let result = try invocation.link().call(
      IdentityEraseMethod.self,
      .init(key: invocation.requestKey(), confirm: PersonID(confirm)))
    invocation.output.answer(
      JSON(encoding: result),
      lines: ["\(result.receipt.receipt)\t\(result.receipt.at.iso8601)\t\(result.receipt.hash)"])
    return .done
  }
}
