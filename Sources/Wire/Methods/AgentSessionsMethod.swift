/// The open sessions of the agent's person in the apps that are switched on.
package enum AgentSessionsMethod: Method {
  /// What the caller sends.
  package typealias Params = NoParams

  /// What the daemon answers.
  package typealias Result = SessionsReply

  package static let name = "agent.sessions"
  package static let summary =
    "The open sessions of the agent's person in the apps that are switched on."
  package static let access = MethodAccess.agentOnly
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: [
      "sessions": [
        [
          "session": "s_1x9q", "app": "kr.co.noodlehouse.table", "name": "국수집", "rev": 2,
          "people": 1,
        ]
      ]
    ])
}
