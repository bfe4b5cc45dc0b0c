/// Calls a feature for the agent's person; money, consent, publishing and gifts wait for that
/// person.
package enum AgentCallMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which app.
    package var app: AppID
    /// Which feature.
    package var feature: String
    /// Its arguments.
    package var arguments: JSONObject?
    /// Which session of the person; their newest one of the app where missing.
    package var session: SessionID?

    /// What the caller sends.
    package init(
      key: String, app: AppID, feature: String, arguments: JSONObject? = nil,
      session: SessionID? = nil
    ) {
      self.key = key
      self.app = app
      self.feature = feature
      self.arguments = arguments
      self.session = session
    }
  }

  /// What the daemon answers.
  package typealias Result = AgentReply

  package static let name = "agent.call"
  package static let summary =
    "Calls a feature for the agent's person; money, consent, publishing and gifts wait for "
    + "that person."
  package static let access = MethodAccess.agentOnly
  package static let lane = MethodLane.session
  package static let example = MethodExample(
    params: [
      "key": "0123456789abcdef", "app": "kr.co.noodlehouse.table", "feature": "cart.add",
      "arguments": ["item": "bibim"],
    ],
    result: [
      "app": "kr.co.noodlehouse.table", "name": "국수집", "session": "s_1x9q", "rev": 2,
      "page": ["title": "국수집", "body": []], "isUntrusted": true, "ended": false,
    ])
}
