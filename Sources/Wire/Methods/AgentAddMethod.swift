/// Lets an agent act for the caller, known by a key of its own; no app is switched on yet.
package enum AgentAddMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// What its owner calls it, at most 40 characters.
    package var name: String
    /// The agent's Ed25519 public key in hexadecimal.
    package var device: String

    /// What the caller sends.
    package init(key: String, name: String, device: String) {
      self.key = key
      self.name = name
      self.device = device
    }
  }

  /// What the daemon answers.
  package typealias Result = AgentViewReply

  package static let name = "agent.add"
  package static let summary =
    "Lets an agent act for the caller, known by a key of its own; no app is switched on yet."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [
      "key": "0123456789abcdef", "name": "Desk",
      "device": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ],
    result: [
      "agent": ["agent": "ag_7k2m9q", "name": "Desk", "added": 1_763_680_000_000, "apps": []]
    ])
}
