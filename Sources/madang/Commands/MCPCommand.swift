import Crypto
import Glibc
import JSONRPC
import Wire

/// `madang mcp`: serves the features a person switched on to an agent, over standard input and
/// output.
enum MCPCommand: Command {
  static let words = ["mcp"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "켜 둔 앱의 기능을 에이전트(MCP)에 제공합니다.",
    en: "Serves the features you switched on to an agent, as an MCP server.")
  static let synopsis = "[--agent NAME]"
  static let options = [
    CommandOption(
      "--agent", value: "NAME", ko: "madang agent add로 만든 에이전트",
      en: "the agent that madang agent add made")
  ]
  static let examples = ["madang mcp --agent desk"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let link = try invocation.agentLink(invocation.options["--agent"] ?? AgentKey.defaultName)
    let server = AgentServer(
      language: invocation.language, newKey: { Invocation.freshKey() },
      ask: { method, params, key throws(ShellFailure) in
        try link.call(method, params, key: key)
      })
    let input = StdioLines(descriptor: STDIN_FILENO)
    while let line = input.next() {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { continue }
      if let answer = server.answer(line) { invocation.output.write(answer) }
    }
    return .done
  }
}

extension Invocation {
  /// A link as an agent of this person.
  func agentLink(_ name: String) throws(ShellFailure) -> DaemonLink {
    let key = try AgentKey.load(name, of: global.person, in: home)
    return DaemonLink(.agent(key), language: language, connect: connector(false))
  }
}
