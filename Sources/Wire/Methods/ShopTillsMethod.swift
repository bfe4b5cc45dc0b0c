/// Lists the tills and gates of a merchant, for its owner and managers.
package enum ShopTillsMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable {
    /// Whose.
    package var merchant: MerchantID

    /// What the caller sends.
    package init(merchant: MerchantID) {
      self.merchant = merchant
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The tills, the newest first; those that were removed too.
    package var tills: [TillView]

    /// What the daemon answers.
    package init(tills: [TillView]) {
      self.tills = tills
    }
  }

  package static let name = "shop.tills"
  package static let summary =
    "Lists the tills and gates of a merchant, for its owner and managers."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["merchant": "noodlehouse"],
    result: [
      "tills": [
        [
          "till": "till_5x2m", "merchant": "noodlehouse", "role": "cashier", "name": "Till 1",
          "added": 1_763_680_000_000,
        ]
      ]
    ])
}
