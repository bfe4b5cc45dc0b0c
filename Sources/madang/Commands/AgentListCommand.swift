import Wire

/// `madang agent list`: the agents that may act for this person, and where.
enum AgentListCommand: Command {
  static let words = ["agent", "list"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "내 에이전트와 켜 둔 앱을 봅니다.", en: "Lists your agents and the apps that are on.")
  static let examples = ["madang agent list --json"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let result = try invocation.link().call(AgentListMethod.self, .init())
    invocation.output.answer(JSON(encoding: result), lines: result.agents.map(line))
    return .done
  }

  static func line(_ agent: AgentView) -> String {
    let state =
      agent.revoked.map { "revoked \($0.iso8601)" }
      ?? agent.apps.map(\.text).joined(separator: " ")
    return "\(agent.agent)\t\(agent.name)\t\(agent.added.iso8601)\t\(state)"
  }
}
