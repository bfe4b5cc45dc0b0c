/// Suspends a merchant: all its apps are off at once and nothing new of it is published.
package enum AdminSuspendMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which.
    package var merchant: MerchantID
    /// Why, in one sentence that people read; at most 200 characters.
    package var reason: String

    /// What the caller sends.
    package init(key: String, merchant: MerchantID, reason: String) {
      self.key = key
      self.merchant = merchant
      self.reason = reason
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Which.
    package var merchant: MerchantID
    /// Whether it is suspended now.
    package var suspended: Bool
    /// Its apps, all of which are off.
    package var apps: [AppID]
    /// Open sessions they have.
    package var sessions: Int
    /// Whether this answer was stored.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(
      merchant: MerchantID, suspended: Bool, apps: [AppID], sessions: Int, replayed: Bool? = nil
    ) {
      self.merchant = merchant
      self.suspended = suspended
      self.apps = apps
      self.sessions = sessions
      self.replayed = replayed
    }
  }

  package static let name = "admin.suspend"
  package static let summary =
    "Suspends a merchant: all its apps are off at once and nothing new of it is published."
  package static let access = MethodAccess.operatorOnly
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "merchant": "noodlehouse", "reason": "Stolen goods"],
    result: [
      "merchant": "noodlehouse", "suspended": true, "apps": ["kr.co.noodlehouse.table"],
      "sessions": 3,
    ])
}
