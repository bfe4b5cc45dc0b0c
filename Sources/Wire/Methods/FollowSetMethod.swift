/// Follows a shop to get its posts, or stops; nobody else follows for a person.
package enum FollowSetMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which shop.
    package var merchant: MerchantID
    /// Whether its posts are wanted.
    package var isFollowing: Bool

    /// What the caller sends.
    package init(key: String, merchant: MerchantID, isFollowing: Bool) {
      self.key = key
      self.merchant = merchant
      self.isFollowing = isFollowing
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Which shop.
    package var merchant: MerchantID
    /// What holds now.
    package var isFollowing: Bool
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(merchant: MerchantID, isFollowing: Bool, replayed: Bool? = nil) {
      self.merchant = merchant
      self.isFollowing = isFollowing
      self.replayed = replayed
    }
  }

  package static let name = "follow.set"
  package static let summary =
    "Follows a shop to get its posts, or stops; nobody else follows for a person."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "merchant": "noodlehouse", "isFollowing": true],
    result: ["merchant": "noodlehouse", "isFollowing": true])
}
