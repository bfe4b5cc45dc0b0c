import Wire

/// `madang agent decline`: nothing of a proposal happens.
enum AgentDeclineCommand: Command {
  static let words = ["agent", "decline"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "에이전트의 제안을 거절합니다.", en: "Declines what an agent proposes.")
  static let synopsis = "PROPOSAL"
  static let examples = ["madang agent decline pr_4t8v"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let proposal = ProposalID(try invocation.operand(0, "PROPOSAL"))
    let result = try invocation.link().call(
      ProposalDeclineMethod.self, .init(key: invocation.requestKey(), proposal: proposal))
    invocation.output.answer(
      JSON(encoding: result),
      lines: AgentProposalsCommand.lines(result.proposal, invocation.language))
    return .done
  }
}
