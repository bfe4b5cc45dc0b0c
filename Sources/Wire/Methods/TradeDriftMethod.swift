/// Lists deals whose provider knows something else than we do.
package enum TradeDriftMethod: Method {
  /// What the caller sends.
  package typealias Params = NoParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Those that differ, at most 100, oldest first.
    package var deals: [DriftReport]

    /// What the daemon answers.
    package init(deals: [DriftReport]) {
      self.deals = deals
    }
  }

  package static let name = "trade.drift"
  package static let summary =
    "Lists deals whose provider knows something else than we do."
  package static let access = MethodAccess.operatorOnly
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: [
      "deals": [
        ["deal": "d_7k2m", "ours": "shipping", "theirs": "delivered", "kind": "ahead", "steps": []]
      ]
    ])
}
