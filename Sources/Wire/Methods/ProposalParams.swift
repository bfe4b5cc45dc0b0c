/// What methods take about a proposal of an agent.
package struct ProposalParams: Codable, Sendable, Hashable, Keyed {
  /// The idempotency key.
  package var key: String
  /// Which.
  package var proposal: ProposalID

  /// The parameters.
  package init(key: String, proposal: ProposalID) {
    self.key = key
    self.proposal = proposal
  }
}
