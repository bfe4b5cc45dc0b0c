/// Ends the suspension of a merchant; what was switched off for itself stays off.
package enum AdminReinstateMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which.
    package var merchant: MerchantID

    /// What the caller sends.
    package init(key: String, merchant: MerchantID) {
      self.key = key
      self.merchant = merchant
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Which.
    package var merchant: MerchantID
    /// Whether it is suspended now.
    package var suspended: Bool
    /// Its apps that run again.
    package var apps: [AppID]
    /// Whether this answer was stored.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(
      merchant: MerchantID, suspended: Bool, apps: [AppID], replayed: Bool? = nil
    ) {
      self.merchant = merchant
      self.suspended = suspended
      self.apps = apps
      self.replayed = replayed
    }
  }

  package static let name = "admin.reinstate"
  package static let summary =
    "Ends the suspension of a merchant; what was switched off for itself stays off."
  package static let access = MethodAccess.operatorOnly
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "merchant": "noodlehouse"],
    result: [
      "merchant": "noodlehouse", "suspended": false, "apps": ["kr.co.noodlehouse.table"],
    ])
}
