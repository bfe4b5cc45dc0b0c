/// Lists the movements of the caller's wallet, newest first.
package enum WalletHistoryMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable {
    /// At most this many, 1–100; 20 where missing.
    package var limit: Int?
    /// Where the last page ended.
    package var cursor: String?

    /// What the caller sends.
    package init(limit: Int? = nil, cursor: String? = nil) {
      self.limit = limit
      self.cursor = cursor
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The movements.
    package var entries: [WalletEntry]
    /// Where the next page begins; nil at the end.
    package var next: String?

    /// What the daemon answers.
    package init(entries: [WalletEntry], next: String? = nil) {
      self.entries = entries
      self.next = next
    }
  }

  package static let name = "wallet.history"
  package static let summary =
    "Lists the movements of the caller's wallet, newest first."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.history
  package static let example = MethodExample(
    params: ["limit": 2],
    result: [
      "entries": [
        [
          "transfer": "t_2", "kind": "pay", "at": 1_763_680_000_000, "amount": -7000,
          "balanceAfter": 23_000, "with": "국수집", "bill": "b_8s4k",
        ]
      ]
    ])
}
