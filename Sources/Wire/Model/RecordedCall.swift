/// One call of a program that is still recorded.
package struct RecordedCall: Codable, Sendable, Hashable {
  /// The call's identity.
  package var call: String
  /// The version that was called.
  package var version: Int64
  /// The feature.
  package var feature: String
  /// When.
  package var at: Instant
  /// Which attempt.
  package var attempt: Int
  /// `ok`, or the code of the error.
  package var outcome: String
  /// How long it took.
  package var milliseconds: Int64
  /// How much of it is recorded.
  package var byteCount: Int
  /// The trace id.
  package var trace: String?

  /// One call of a program that is still recorded.
  package init(
    call: String, version: Int64, feature: String, at: Instant, attempt: Int, outcome: String,
    milliseconds: Int64, byteCount: Int, trace: String? = nil
  ) {
    self.call = call
    self.version = version
    self.feature = feature
    self.at = at
    self.attempt = attempt
    self.outcome = outcome
    self.milliseconds = milliseconds
    self.byteCount = byteCount
    self.trace = trace
  }
}
