/// What a method takes that needs to be told nothing.
package struct NoParams: Codable, Sendable, Hashable {
  /// The parameters.
  package init() {}
}
