/// What methods take that change a mandate and need to know only which.
package struct MandateParams: Codable, Sendable, Hashable, Keyed {
  /// The idempotency key.
  package var key: String
  /// Which.
  package var mandate: MandateID

  /// The parameters.
  package init(key: String, mandate: MandateID) {
    self.key = key
    self.mandate = mandate
  }
}
