import Wire

/// `madang agent proposals`: what waits for this person's word.
enum AgentProposalsCommand: Command {
  static let words = ["agent", "proposals"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "에이전트가 승인을 기다리는 일을 봅니다.", en: "Lists what your agents wait for.")
  static let examples = ["madang agent proposals --json"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let result = try invocation.link().call(ProposalListMethod.self, .init())
    invocation.output.answer(
      JSON(encoding: result),
      lines: result.proposals.flatMap { lines($0, invocation.language) })
    return .done
  }

  /// One line for a proposal and one for each thing that it would do.
  static func lines(_ proposal: ProposalView, _ language: Language) -> [String] {
    let seen = (proposal.consent?.items ?? []).map { item in
      IdentityScope(rawValue: item.scope)?.title.text(in: language) ?? item.scope
    }
    let what = proposal.effects.map { $0.text.text(in: language).onOneLine } + seen
    return [
      [
        proposal.proposal.text, proposal.status.rawValue, proposal.agentName.onOneLine,
        proposal.name.text(in: language).onOneLine, proposal.feature, proposal.expires.iso8601,
      ].joined(separator: "\t")
    ] + what.map { "\t" + $0 }
  }
}
