import Store
import Wire

/// The domain as the core thread sees it: memory that follows one file.
///
/// Used by one thread at a time once it was handed over: the core thread, or the loop while it runs
/// a job at once.
protocol CoreState: AnyObject, SendableMetatype {
  /// Writes what belongs to every group; once before the COMMIT of a group that wrote something.
  func willCommit(now: Instant) throws(StoreError)
  /// Everything written so far is durable.
  func didCommit()
  /// The daemon is about to end: writes what makes the next start quick; in a group of its own.
  func willStop() throws(StoreError)
  /// Forgets all memory and reads it from the file again: a group was rolled back.
  func reload() throws(StoreError)
}

extension CoreState {
  func didCommit() {}
  func willStop() throws(StoreError) {}
}
