/// What methods answer that change an agent: the agent as it is now.
package struct AgentViewReply: Codable, Sendable, Hashable {
  /// The agent.
  package var agent: AgentView
  /// Whether this is a stored answer.
  package var replayed: Bool?

  /// The answer.
  package init(agent: AgentView, replayed: Bool? = nil) {
    self.agent = agent
    self.replayed = replayed
  }
}
