/// What most methods about a deal answer: the deal as its caller sees it now.
package struct DealReply: Codable, Sendable, Hashable {
  /// The deal.
  package var deal: DealView
  /// Whether this is a stored answer.
  package var replayed: Bool?

  /// The deal as its caller sees it now.
  package init(deal: DealView, replayed: Bool? = nil) {
    self.deal = deal
    self.replayed = replayed
  }
}
