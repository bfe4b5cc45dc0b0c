/// The caller's agents, newest first, with the apps that are switched on for each.
package enum AgentListMethod: Method {
  /// What the caller sends.
  package typealias Params = NoParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The agents.
    package var agents: [AgentView]

    /// What the daemon answers.
    package init(agents: [AgentView]) {
      self.agents = agents
    }
  }

  package static let name = "agent.list"
  package static let summary =
    "The caller's agents, newest first, with the apps that are switched on for each."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: [
      "agents": [
        [
          "agent": "ag_7k2m9q", "name": "Desk", "added": 1_763_680_000_000,
          "apps": ["kr.co.noodlehouse.table"],
        ]
      ]
    ])
}
