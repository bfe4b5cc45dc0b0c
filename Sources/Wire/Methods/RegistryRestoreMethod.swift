/// Switches an app on again; what the operator switched off, only the operator.
package enum RegistryRestoreMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which.
    package var app: AppID

    /// What the caller sends.
    package init(key: String, app: AppID) {
      self.key = key
      self.app = app
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Which.
    package var app: AppID
    /// Whether it is off now.
    package var killed: Bool
    /// Whether this answer was stored.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(app: AppID, killed: Bool, replayed: Bool? = nil) {
      self.app = app
      self.killed = killed
      self.replayed = replayed
    }
  }

  package static let name = "registry.restore"
  package static let summary =
    "Switches an app on again; what the operator switched off, only the operator."
  package static let access = MethodAccess.personOrOperator
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "app": "kr.co.noodlehouse.table"],
    result: ["app": "kr.co.noodlehouse.table", "killed": false])
}
