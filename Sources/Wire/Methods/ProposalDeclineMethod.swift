/// Says no to what an agent proposed; nothing of it happens.
package enum ProposalDeclineMethod: Method {
  /// What the caller sends.
  package typealias Params = ProposalParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The proposal.
    package var proposal: ProposalView
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(proposal: ProposalView, replayed: Bool? = nil) {
      self.proposal = proposal
      self.replayed = replayed
    }
  }

  package static let name = "proposal.decline"
  package static let summary =
    "Says no to what an agent proposed; nothing of it happens."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "proposal": "pr_4t8v"],
    result: [
      "proposal": [
        "proposal": "pr_4t8v", "agent": "ag_7k2m9q", "agentName": "Desk",
        "app": "kr.co.noodlehouse.table", "name": "국수집", "feature": "order.place",
        "effects": [["effect": "bill", "text": "₩7,000"]], "status": "waiting",
        "created": 1_763_680_000_000, "expires": 1_763_680_600_000,
      ]
    ])
}
