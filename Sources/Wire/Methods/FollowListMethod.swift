/// The shops that the caller follows.
package enum FollowListMethod: Method {
  /// What the caller sends.
  package typealias Params = NoParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The shops, newest first.
    package var merchants: [FollowView]

    /// What the daemon answers.
    package init(merchants: [FollowView]) {
      self.merchants = merchants
    }
  }

  package static let name = "follow.list"
  package static let summary =
    "The shops that the caller follows."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: ["merchants": [["merchant": "noodlehouse", "since": 1_763_680_000_000]]])
}
