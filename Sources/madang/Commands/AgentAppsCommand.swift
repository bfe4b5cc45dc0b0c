import Wire

/// `madang agent apps`: switches an app on or off for an agent.
enum AgentAppsCommand: Command {
  static let words = ["agent", "apps"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "에이전트에 앱을 켜거나 끕니다.", en: "Switches an app on or off for an agent.")
  static let synopsis = "AGENT APP [--off]"
  static let options = [CommandOption("--off", ko: "끄기", en: "switch it off")]
  static let examples = ["madang agent apps ag_7k2m9q kr.co.noodlehouse.table"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let result = try invocation.link().call(
      AgentAppsMethod.self,
      .init(
        key: invocation.requestKey(), agent: AgentID(try invocation.operand(0, "AGENT")),
        app: AppID(try invocation.operand(1, "APP")), isOn: invocation.options["--off"] == nil))
    invocation.output.answer(
      JSON(encoding: result), lines: [AgentListCommand.line(result.agent)])
    return .done
  }
}
