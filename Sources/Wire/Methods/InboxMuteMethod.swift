/// Silences a shop's messages or hears them again; they still come into the list.
package enum InboxMuteMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Whose.
    package var merchant: MerchantID
    /// Whether they are silent.
    package var muted: Bool

    /// What the caller sends.
    package init(key: String, merchant: MerchantID, muted: Bool) {
      self.key = key
      self.merchant = merchant
      self.muted = muted
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Whose.
    package var merchant: MerchantID
    /// Whether they are silent now.
    package var muted: Bool
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(merchant: MerchantID, muted: Bool, replayed: Bool? = nil) {
      self.merchant = merchant
      self.muted = muted
      self.replayed = replayed
    }
  }

  package static let name = "inbox.mute"
  package static let summary =
    "Silences a shop's messages or hears them again; they still come into the list."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "merchant": "noodlehouse", "muted": true],
    result: ["merchant": "noodlehouse", "muted": true])
}
