/// Changes what the caller is called and where mail reaches them; an empty text takes it away.
package enum IdentityUpdateMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// What others may call the person, at most 20 characters.
    package var nickname: String?
    /// Where mail reaches them.
    package var email: String?

    /// What the caller sends.
    package init(key: String, nickname: String? = nil, email: String? = nil) {
      self.key = key
      self.nickname = nickname
      self.email = email
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The fields that were changed: an answer is kept, what it says of a person is not.
    package var changed: [String]
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(changed: [String], replayed: Bool? = nil) {
      self.changed = changed
      self.replayed = replayed
    }
  }

  package static let name = "identity.update"
  package static let summary =
    "Changes what the caller is called and where mail reaches them; an empty text takes it away."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "nickname": "Mina"],
    result: ["changed": ["nickname"]])
}
