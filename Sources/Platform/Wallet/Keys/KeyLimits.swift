/// How many keys stay in memory; tests choose smaller numbers.
package struct KeyLimits: Sendable {
  /// Rows of one segment of the log. The keys of the newest, unfinished segment are in memory, and
  /// those of the one before while its index is being written: never more than two.
  package var rowsPerSegment: Int64 = 1 << 22
  /// Keys of one page of a closed segment's index: with twelve bytes each it fills a page of the
  /// file.
  package var keysPerPage = 330
  /// Closed segments whose filters are in memory, the newest; about five megabytes each. Older ones
  /// are looked up in the file, a page each.
  package var filters = 16
  /// Refusals whose keys are in memory at least, the newest; never more than twice as many.
  package var refusals = 1 << 20

  /// What a daemon uses.
  package static let standard = KeyLimits()
}
