/// What methods take about a deal that need to know only which.
package struct DealParams: Codable, Sendable, Hashable, Keyed {
  /// The idempotency key.
  package var key: String
  /// Which.
  package var deal: DealID

  /// The parameters.
  package init(key: String, deal: DealID) {
    self.key = key
    self.deal = deal
  }
}
