/// What methods answer that change a mandate: the mandate as it is now.
package struct MandateReply: Codable, Sendable, Hashable {
  /// The mandate as it is now.
  package var mandate: MandateView
  /// Whether this is a stored answer.
  package var replayed: Bool?

  /// The answer.
  package init(mandate: MandateView, replayed: Bool? = nil) {
    self.mandate = mandate
    self.replayed = replayed
  }
}
