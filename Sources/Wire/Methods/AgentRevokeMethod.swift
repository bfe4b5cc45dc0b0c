/// Ends an agent of the caller at once: its connections end and what it proposed is void.
package enum AgentRevokeMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which agent.
    package var agent: AgentID

    /// What the caller sends.
    package init(key: String, agent: AgentID) {
      self.key = key
      self.agent = agent
    }
  }

  /// What the daemon answers.
  package typealias Result = AgentViewReply

  package static let name = "agent.revoke"
  package static let summary =
    "Ends an agent of the caller at once: its connections end and what it proposed is void."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "agent": "ag_7k2m9q"],
    result: [
      "agent": [
        "agent": "ag_7k2m9q", "name": "Desk", "added": 1_763_680_000_000, "apps": [],
        "revoked": 1_763_680_100_000,
      ]
    ])
}
