/// Switches an app off at once, for its operator, owner or manager.
package enum RegistryKillMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which.
    package var app: AppID
    /// Why, in one sentence that people read; at most 200 characters.
    package var reason: String

    /// What the caller sends.
    package init(key: String, app: AppID, reason: String) {
      self.key = key
      self.app = app
      self.reason = reason
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Which.
    package var app: AppID
    /// Whether it is off now.
    package var killed: Bool
    /// Open sessions it has.
    package var sessions: Int
    /// Whether this answer was stored.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(app: AppID, killed: Bool, sessions: Int, replayed: Bool? = nil) {
      self.app = app
      self.killed = killed
      self.sessions = sessions
      self.replayed = replayed
    }
  }

  package static let name = "registry.kill"
  package static let summary =
    "Switches an app off at once, for its operator, owner or manager."
  package static let access = MethodAccess.personOrOperator
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [
      "key": "0123456789abcdef", "app": "kr.co.noodlehouse.table", "reason": "Wrong prices",
    ],
    result: ["app": "kr.co.noodlehouse.table", "killed": true, "sessions": 3])
}
