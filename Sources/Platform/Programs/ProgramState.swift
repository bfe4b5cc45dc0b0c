package import Wire

/// What is known of a program that crashed, as it is stored.
package struct ProgramState: Sendable, Hashable {
  /// Whether it may be started.
  package enum Condition: String, Sendable, Hashable {
    /// With the next call.
    case open
    /// From `until` on.
    case resting
    /// Not before somebody releases it.
    case quarantined
  }

  /// A call that crashes its program time and again.
  package struct DisabledCall: Sendable, Hashable {
    /// The feature.
    package let feature: String
    /// The hash of its arguments.
    package let arguments: String

    /// A call that is refused.
    package init(feature: String, arguments: String) {
      self.feature = feature
      self.arguments = arguments
    }
  }

  /// Which version.
  package let release: ReleaseKey
  /// Whether it may be started.
  package let condition: Condition
  /// Since when in world time.
  package let since: Instant
  /// When a program that rests is started again, in world time.
  package let until: Instant?
  /// The code of what ended it last.
  package let reason: String
  /// Calls that are refused.
  package let disabled: [DisabledCall]

  /// What is known of a program.
  package init(
    release: ReleaseKey, condition: Condition, since: Instant, until: Instant?, reason: String,
    disabled: [DisabledCall]
  ) {
    self.release = release
    self.condition = condition
    self.since = since
    self.until = until
    self.reason = reason
    self.disabled = disabled
  }
}
