/// Whether programs together hold more memory than they may; shared by all of a supervisor.
///
/// Confined to the loop's thread.
final class MemoryPressure {
  /// Resident memory of all programs beyond which those that idle longest are stopped, in bytes.
  let budgetBytes: Int64
  /// Whether there was nobody to stop when it was looked at last: whoever idles next goes.
  var isShort = false

  init(budgetBytes: Int64) { self.budgetBytes = budgetBytes }
}
