/// Begins to prove who the caller is with a provider of identities.
package enum IdentityStartMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which provider: `sandbox-name`, `sandbox-document`, `sandbox-social`.
    package var provider: String

    /// What the caller sends.
    package init(key: String, provider: String) {
      self.key = key
      self.provider = provider
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Which verification; nil where it was done before and is used again.
    package var verification: VerificationID?
    /// The provider.
    package var provider: String
    /// What it proves: `name`, `document`, `external`.
    package var kind: String
    /// What the provider asks the person, in order.
    package var asks: [String]
    /// Until when it can be finished.
    package var expires: Instant?
    /// What a provider outside signs with its word; nil for those that the daemon embeds.
    package var nonce: String?
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(
      verification: VerificationID? = nil, provider: String, kind: String, asks: [String],
      expires: Instant? = nil, nonce: String? = nil, replayed: Bool? = nil
    ) {
      self.verification = verification
      self.provider = provider
      self.kind = kind
      self.asks = asks
      self.expires = expires
      self.nonce = nonce
      self.replayed = replayed
    }
  }

  package static let name = "identity.start"
  package static let summary =
    "Begins to prove who the caller is with a provider of identities."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "provider": "sandbox-name"],
    result: [
      "verification": "v_8k2m", "provider": "sandbox-name", "kind": "name",
      "asks": ["name", "birth"], "expires": 1_763_680_300_000,
    ])
}
