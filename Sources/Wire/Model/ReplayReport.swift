/// What running a recorded call again came to; none of it is applied.
package struct ReplayReport: Codable, Sendable, Hashable {
  /// The call's identity.
  package var call: String
  /// The feature.
  package var feature: String
  /// The version that was called then.
  package var recordedVersion: Int64
  /// The version that was called now.
  package var version: Int64
  /// Whether page, state, effects and error are the same.
  package var same: Bool
  /// How it ended then: `ok` or a code.
  package var recorded: String
  /// How it ended now: `ok` or a code.
  package var now: String
  /// What differs, at most `differenceLimit`.
  package var differences: [Difference]
  /// What it wanted to read that was not read then.
  package var unrecorded: [String]

  /// What running a recorded call again came to; none of it is applied.
  package init(
    call: String, feature: String, recordedVersion: Int64, version: Int64, same: Bool,
    recorded: String, now: String, differences: [Difference], unrecorded: [String]
  ) {
    self.call = call
    self.feature = feature
    self.recordedVersion = recordedVersion
    self.version = version
    self.same = same
    self.recorded = recorded
    self.now = now
    self.differences = differences
    self.unrecorded = unrecorded
  }

  /// Differences that one report holds.
  package static let differenceLimit = 50

  /// One place where the two results differ.
  package struct Difference: Codable, Sendable, Hashable {
    /// Where (RFC 6901): `/page/…`, `/state/…`, `/effects/…`.
    package var pointer: String
    /// What stood there then; nil where nothing did.
    package var recorded: JSON?
    /// What stands there now; nil where nothing does.
    package var now: JSON?

    /// One place where the two results differ.
    package init(pointer: String, recorded: JSON?, now: JSON?) {
      self.pointer = pointer
      self.recorded = recorded
      self.now = now
    }
  }
}
