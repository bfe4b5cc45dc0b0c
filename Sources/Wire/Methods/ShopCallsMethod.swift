/// Lists the recorded calls of an app; for its owner and manager.
package enum ShopCallsMethod: Method {
  /// What the caller sends.
  package typealias Params = AppParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Which.
    package var app: AppID
    /// The latest first.
    package var calls: [RecordedCall]

    /// What the daemon answers.
    package init(app: AppID, calls: [RecordedCall]) {
      self.app = app
      self.calls = calls
    }
  }

  package static let name = "shop.calls"
  package static let summary =
    "Lists the recorded calls of an app; for its owner and manager."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["app": "kr.co.noodlehouse.table"],
    result: [
      "app": "kr.co.noodlehouse.table",
      "calls": [
        [
          "call": "c_7k2m", "version": 15, "feature": "cart.add", "at": 1_763_680_000_000,
          "attempt": 1, "outcome": "ok", "milliseconds": 2, "byteCount": 4_096,
        ]
      ],
    ])
}
