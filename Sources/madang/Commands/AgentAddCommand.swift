import Crypto
import Wire

/// `madang agent add`: an agent with a key of its own; no app is switched on yet.
enum AgentAddCommand: Command {
  static let words = ["agent", "add"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "에이전트를 추가합니다. 앱은 따로 켭니다.",
    en: "Adds an agent; apps are switched on one by one.")
  static let synopsis = "[NAME]"
  static let examples = ["madang agent add desk"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let name = invocation.operands.first ?? AgentKey.defaultName
    let key = try AgentKey.make(name, of: invocation.global.person, in: invocation.home)
    let result = try invocation.link().call(
      AgentAddMethod.self,
      .init(
        key: invocation.requestKey(), name: name, device: Hex.encode(key.publicKey.bytes)))
    invocation.output.answer(
      JSON(encoding: result), lines: [AgentListCommand.line(result.agent)])
    return .done
  }
}
