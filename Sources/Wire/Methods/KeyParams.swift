/// What a method takes that changes something and needs to be told nothing else.
package struct KeyParams: Codable, Sendable, Hashable, Keyed {
  /// The idempotency key.
  package var key: String

  /// The parameters.
  package init(key: String) {
    self.key = key
  }
}
