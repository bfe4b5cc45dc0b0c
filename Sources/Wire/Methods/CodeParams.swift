/// What methods take that change a code and need to know only which.
package struct CodeParams: Codable, Sendable, Hashable, Keyed {
  /// The idempotency key.
  package var key: String
  /// Which.
  package var code: CodeID

  /// The parameters.
  package init(key: String, code: CodeID) {
    self.key = key
    self.code = code
  }
}
