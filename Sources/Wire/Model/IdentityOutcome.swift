/// What proving who somebody is came to.
package enum IdentityOutcome: String, Sendable, Hashable, Codable, CaseIterable {
  /// It is proved now.
  case verified
  /// It was proved before; nothing was asked and nothing was paid again.
  case reused
  /// An account elsewhere leads to this person from now on.
  case linked
  /// The account elsewhere led here: this device is that person's now.
  case joined
  /// The phone belongs to an account whose name was verified: prove the name to get it back.
  case recovery
  /// The account is back: this device is that person's now.
  case recovered
}
