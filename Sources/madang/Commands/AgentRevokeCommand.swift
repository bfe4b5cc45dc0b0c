import Wire

/// `madang agent revoke`: an agent gets in no more.
enum AgentRevokeCommand: Command {
  static let words = ["agent", "revoke"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "에이전트를 바로 끊습니다.", en: "Ends an agent at once.")
  static let synopsis = "AGENT"
  static let examples = ["madang agent revoke ag_7k2m9q"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let result = try invocation.link().call(
      AgentRevokeMethod.self,
      .init(key: invocation.requestKey(), agent: AgentID(try invocation.operand(0, "AGENT"))))
    invocation.output.answer(
      JSON(encoding: result), lines: [AgentListCommand.line(result.agent)])
    return .done
  }
}
