import Wire

/// `madang id new`: a person with a test token, for load generators.
enum IDNewCommand: Command {
  static let words = ["id", "new"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "시험용 토큰을 가진 사람을 만듭니다.", en: "Makes a person with a test token.")
  static let examples = ["madang id new --json"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let result = try invocation.operatorLink().call(
      AdminTokenMethod.self, .init(key: invocation.requestKey()))
    invocation.output.answer(
      JSON(encoding: result), lines: ["\(result.token)\t\(result.person)"])
    return .done
  }
}
