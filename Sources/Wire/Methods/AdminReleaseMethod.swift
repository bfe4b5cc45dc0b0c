/// Ends the quarantine of an app's programs and switches their calls on again.
package enum AdminReleaseMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which.
    package var app: AppID
    /// Only this version.
    package var version: Int64?

    /// What the caller sends.
    package init(key: String, app: AppID, version: Int64? = nil) {
      self.key = key
      self.app = app
      self.version = version
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Which.
    package var app: AppID
    /// The versions that were released.
    package var released: [Int64]
    /// Whether this answer was stored.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(app: AppID, released: [Int64], replayed: Bool? = nil) {
      self.app = app
      self.released = released
      self.replayed = replayed
    }
  }

  package static let name = "admin.release"
  package static let summary =
    "Ends the quarantine of an app's programs and switches their calls on again."
  package static let access = MethodAccess.operatorOnly
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "app": "kr.co.noodlehouse.table"],
    result: ["app": "kr.co.noodlehouse.table", "released": [15]])
}
