/// How much the core thread takes at once; tests choose smaller numbers.
struct CoreLimits: Sendable {
  /// Jobs that may wait; beyond that callers are told `platform.busy`.
  var queuedJobs = 8192
  /// Jobs of one group (wallet.md, Storage).
  var jobsPerGroup = 1024
  /// How long a group collects jobs before it commits, in nanoseconds (wallet.md, Storage).
  var groupNanoseconds: Int64 = 2_000_000

  /// When a refused caller may ask again, in milliseconds.
  static let retryMilliseconds: Int64 = 50
}
