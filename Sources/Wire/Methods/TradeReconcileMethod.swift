/// Asks the provider about deals that differ and does what its answers allow.
package enum TradeReconcileMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Only this one.
    package var deal: DealID?

    /// What the caller sends.
    package init(key: String, deal: DealID? = nil) {
      self.key = key
      self.deal = deal
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// How many deals were looked at.
    package var asked: Int64
    /// Those that differed; `trade.drift` tells what remains.
    package var deals: [DriftReport]
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(asked: Int64, deals: [DriftReport], replayed: Bool? = nil) {
      self.asked = asked
      self.deals = deals
      self.replayed = replayed
    }
  }

  package static let name = "trade.reconcile"
  package static let summary =
    "Asks the provider about deals that differ and does what its answers allow."
  package static let access = MethodAccess.operatorOnly
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef"],
    result: ["asked": 3, "deals": []])
}
