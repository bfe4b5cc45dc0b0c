/// Grants, declines or revokes that an app sees a field of the caller; takes effect at once.
package enum ConsentSetMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which app.
    package var app: AppID
    /// Which field: `identity.nickname`.
    package var scope: String
    /// What the person decided.
    package var decision: ConsentDecision

    /// What the caller sends.
    package init(key: String, app: AppID, scope: String, decision: ConsentDecision) {
      self.key = key
      self.app = app
      self.scope = scope
      self.decision = decision
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Which app.
    package var app: AppID
    /// Which field.
    package var scope: String
    /// What holds now.
    package var decision: ConsentDecision
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(app: AppID, scope: String, decision: ConsentDecision, replayed: Bool? = nil) {
      self.app = app
      self.scope = scope
      self.decision = decision
      self.replayed = replayed
    }
  }

  package static let name = "consent.set"
  package static let summary =
    "Grants, declines or revokes that an app sees a field of the caller; takes effect at once."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [
      "key": "0123456789abcdef", "app": "kr.co.noodlehouse.table", "scope": "identity.nickname",
      "decision": "granted",
    ],
    result: ["app": "kr.co.noodlehouse.table", "scope": "identity.nickname", "decision": "granted"])
}
