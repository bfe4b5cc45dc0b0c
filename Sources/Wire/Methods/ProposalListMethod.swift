/// What the caller's agents propose and what waits for a word, newest first.
package enum ProposalListMethod: Method {
  /// What the caller sends.
  package typealias Params = NoParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The proposals that wait.
    package var proposals: [ProposalView]

    /// What the daemon answers.
    package init(proposals: [ProposalView]) {
      self.proposals = proposals
    }
  }

  package static let name = "proposal.list"
  package static let summary =
    "What the caller's agents propose and what waits for a word, newest first."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: [
      "proposals": [
        [
          "proposal": "pr_4t8v", "agent": "ag_7k2m9q", "agentName": "Desk",
          "app": "kr.co.noodlehouse.table", "name": "국수집", "feature": "order.place",
          "effects": [["effect": "bill", "text": "₩7,000"]], "status": "waiting",
          "created": 1_763_680_000_000, "expires": 1_763_680_600_000,
        ]
      ]
    ])
}
