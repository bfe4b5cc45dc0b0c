/// Puts a dead letter back into its session's queue; for the app's owner and manager.
package enum ShopRedeliverMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which app.
    package var app: AppID
    /// The dead letter, as `shop.errors` names it.
    package var call: String

    /// What the caller sends.
    package init(key: String, app: AppID, call: String) {
      self.key = key
      self.app = app
      self.call = call
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Which app.
    package var app: AppID
    /// The call's identity, which stays.
    package var call: String
    /// The feature that takes it.
    package var feature: String
    /// The number of the next try, counted since the event came into being.
    package var attempt: Int
    /// Whether this answer was stored.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(
      app: AppID, call: String, feature: String, attempt: Int, replayed: Bool? = nil
    ) {
      self.app = app
      self.call = call
      self.feature = feature
      self.attempt = attempt
      self.replayed = replayed
    }
  }

  package static let name = "shop.redeliver"
  package static let summary =
    "Puts a dead letter back into its session's queue; for the app's owner and manager."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "app": "kr.co.noodlehouse.table", "call": "c_7k2m"],
    result: [
      "app": "kr.co.noodlehouse.table", "call": "c_7k2m", "feature": "bill.paid", "attempt": 21,
    ])
}
