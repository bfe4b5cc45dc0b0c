/// What became of a proposal; for the agent that made it and its person.
package enum ProposalShowMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable {
    /// Which.
    package var proposal: ProposalID

    /// What the caller sends.
    package init(proposal: ProposalID) {
      self.proposal = proposal
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The proposal.
    package var proposal: ProposalView

    /// What the daemon answers.
    package init(proposal: ProposalView) {
      self.proposal = proposal
    }
  }

  package static let name = "proposal.show"
  package static let summary =
    "What became of a proposal; for the agent that made it and its person."
  package static let access = MethodAccess.personOrAgent
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["proposal": "pr_4t8v"],
    result: [
      "proposal": [
        "proposal": "pr_4t8v", "agent": "ag_7k2m9q", "agentName": "Desk",
        "app": "kr.co.noodlehouse.table", "name": "국수집", "feature": "order.place",
        "effects": [["effect": "bill", "text": "₩7,000"]], "status": "waiting",
        "created": 1_763_680_000_000, "expires": 1_763_680_600_000,
      ]
    ])
}
