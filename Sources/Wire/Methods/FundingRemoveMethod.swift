/// Takes a linked card or account away; money under way is finished.
package enum FundingRemoveMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which.
    package var source: FundingSourceID

    /// What the caller sends.
    package init(key: String, source: FundingSourceID) {
      self.key = key
      self.source = source
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// What was taken away.
    package var source: FundingSourceID
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(source: FundingSourceID, replayed: Bool? = nil) {
      self.source = source
      self.replayed = replayed
    }
  }

  package static let name = "funding.remove"
  package static let summary =
    "Takes a linked card or account away; money under way is finished."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "source": "f_8s4k"],
    result: ["source": "f_8s4k"])
}
