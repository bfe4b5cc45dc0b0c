/// One thing that happened to a deal.
package struct DealStep: Codable, Sendable, Hashable {
  /// When.
  package var at: Instant
  /// Who did it.
  package var by: DealView.Party
  /// What: `fund`, `ship`, `expire`.
  package var what: String
  /// What the deal was then.
  package var status: DealView.Status

  /// One thing that happened to a deal.
  package init(at: Instant, by: DealView.Party, what: String, status: DealView.Status) {
    self.at = at
    self.by = by
    self.what = what
    self.status = status
  }
}
