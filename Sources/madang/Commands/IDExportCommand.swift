import Wire

/// `madang id export`: everything the platform keeps about this person.
enum IDExportCommand: Command {
  static let words = ["id", "export"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "나에 대해 보관된 모든 것을 JSON으로 받습니다.",
    en: "Gives everything that is kept about you, as JSON with a receipt.")
  static let examples = ["madang id export > me.json"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let result = try invocation.link().call(IdentityExportMethod.self, .init())
    invocation.output.json(JSON(encoding: result))
    return .done
  }
}
