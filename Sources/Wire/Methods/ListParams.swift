/// What a method takes that lists the newest of something.
package struct ListParams: Codable, Sendable, Hashable {
  /// At most this many, 1–100; 20 where missing.
  package var limit: Int?

  /// The parameters.
  package init(limit: Int? = nil) {
    self.limit = limit
  }
}
