import Wire

/// `madang agent approve`: does what an agent proposed, exactly as it was shown. A bill that comes
/// of it is paid like any other, with the PIN where one is needed.
enum AgentApproveCommand: Command {
  static let words = ["agent", "approve"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "에이전트의 제안을 승인합니다. 결제는 따로 승인합니다.",
    en: "Approves what an agent proposes; a bill is then paid like any other.")
  static let synopsis = "PROPOSAL"
  static let examples = ["madang agent approve pr_4t8v"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let proposal = ProposalID(try invocation.operand(0, "PROPOSAL"))
    let engine = try invocation.engine()
    let result = try engine.link.call(
      ProposalApproveMethod.self, .init(key: invocation.requestKey(), proposal: proposal))
    if let page = result.page, page.page != nil { try engine.enter(page) }
    if let sheet = result.page?.sheet, Shell.isInteractive(invocation) {
      return try FullScreen.run(engine, invocation) { () throws(ShellFailure) in
        engine.show(sheet)
      }
    }
    if invocation.output.isJSON {
      invocation.output.json(JSON(encoding: result))
    } else {
      invocation.output.lines(
        AgentProposalsCommand.lines(result.proposal, invocation.language))
      if result.page?.page != nil { invocation.output.screen(engine.screen) }
    }
    return .done
  }
}
