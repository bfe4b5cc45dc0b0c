import Wire

/// `madang id show`: who this shell is.
enum IDShowCommand: Command {
  static let words = ["id", "show"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(ko: "이 셸이 누구인지 봅니다.", en: "Shows who this shell is.")
  static let examples = ["madang id show --json --as mina"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let result = try invocation.link().call(IdentityShowMethod.self, .init())
    invocation.output.answer(
      JSON(encoding: result),
      lines: ["\(result.person)\t\(result.tier.rawValue)\t\(result.lang.rawValue)"]
        + result.roles.map { "\($0.merchant)\t\($0.role.rawValue)" } + known(result))
    return .done
  }

  /// What is known of the person, and what the next tier takes; a line each.
  private static func known(_ result: IdentityShowMethod.Result) -> [String] {
    let fields = [
      ("nickname", result.nickname), ("phone", result.phone), ("email", result.email),
      ("name", result.name), ("external", result.external?.joined(separator: " ")),
    ]
    let needs = result.needs?.joined(separator: " ") ?? ""
    return fields.compactMap { name, value in value.map { "\(name)\t\($0)" } }
      + (result.next.map { ["next\t\($0.rawValue)\t\(needs)"] } ?? [])
  }
}
