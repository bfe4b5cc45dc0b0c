/// Switches an app on or off for one of the caller's agents; takes effect at once.
package enum AgentAppsMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which agent.
    package var agent: AgentID
    /// Which app.
    package var app: AppID
    /// Whether the agent may use it.
    package var isOn: Bool

    /// What the caller sends.
    package init(key: String, agent: AgentID, app: AppID, isOn: Bool) {
      self.key = key
      self.agent = agent
      self.app = app
      self.isOn = isOn
    }
  }

  /// What the daemon answers.
  package typealias Result = AgentViewReply

  package static let name = "agent.apps"
  package static let summary =
    "Switches an app on or off for one of the caller's agents; takes effect at once."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [
      "key": "0123456789abcdef", "agent": "ag_7k2m9q", "app": "kr.co.noodlehouse.table",
      "isOn": true,
    ],
    result: [
      "agent": [
        "agent": "ag_7k2m9q", "name": "Desk", "added": 1_763_680_000_000,
        "apps": ["kr.co.noodlehouse.table"],
      ]
    ])
}
