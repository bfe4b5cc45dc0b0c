/// What an agent may call: features marked for agents of the apps its person switched on.
package enum AgentToolsMethod: Method {
  /// What the caller sends.
  package typealias Params = NoParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The features, by app and name.
    package var tools: [AgentTool]

    /// What the daemon answers.
    package init(tools: [AgentTool]) {
      self.tools = tools
    }
  }

  package static let name = "agent.tools"
  package static let summary =
    "What an agent may call: features marked for agents of the apps its person switched on."
  package static let access = MethodAccess.agentOnly
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: [
      "tools": [
        [
          "app": "kr.co.noodlehouse.table", "name": "국수집", "feature": "cart.add", "isQuery": false,
          "inputSchema": ["type": "object"],
        ]
      ]
    ])
}
