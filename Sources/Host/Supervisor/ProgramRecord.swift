/// What must outlive the daemon about a program that crashed: the owner writes it down at every
/// change and hands it back after a restart.
package struct ProgramRecord: Equatable, Sendable {
  /// Whether it may be started.
  package enum Condition: Equatable, Sendable {
    /// With the next call.
    case open
    /// After so many milliseconds.
    case resting(milliseconds: Int64)
    /// Not before somebody releases it.
    case quarantined
  }

  /// Whether it may be started.
  package var condition: Condition
  /// Calls that crash it time and again; at most `CrashLedger.signatureLimit`.
  package var disabled: [CallSignature.Key]
  /// What ended it last; nil where it did not crash since it was released.
  package var failure: ProgramFailure?

  /// What is known of a program.
  package init(
    condition: Condition, disabled: [CallSignature.Key] = [], failure: ProgramFailure? = nil
  ) {
    self.condition = condition
    self.disabled = disabled
    self.failure = failure
  }
}
