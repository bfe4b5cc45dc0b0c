/// What went wrong with a feature of one version, how often and how lately.
package struct ProgramFault: Codable, Sendable, Hashable {
  /// The version.
  package var version: Int64
  /// The feature.
  package var feature: String
  /// The error's code.
  package var code: String
  /// What it says of the last time.
  package var reason: String
  /// How often it happened.
  package var count: Int64
  /// The first time.
  package var first: Instant
  /// The last time.
  package var last: Instant
  /// The trace id of the last time.
  package var trace: String?
  /// The call of the last time; it may still be recorded.
  package var call: String?

  /// What went wrong with a feature of one version, how often and how lately.
  package init(
    version: Int64, feature: String, code: String, reason: String, count: Int64, first: Instant,
    last: Instant, trace: String? = nil, call: String? = nil
  ) {
    self.version = version
    self.feature = feature
    self.code = code
    self.reason = reason
    self.count = count
    self.first = first
    self.last = last
    self.trace = trace
    self.call = call
  }
}
