/// What methods take about a deal that is stopped, and why.
package struct DealReasonParams: Codable, Sendable, Hashable, Keyed {
  /// The idempotency key.
  package var key: String
  /// Which.
  package var deal: DealID
  /// Why, 1–200 characters.
  package var reason: String

  /// The parameters.
  package init(key: String, deal: DealID, reason: String) {
    self.key = key
    self.deal = deal
    self.reason = reason
  }
}
