import Wire

/// Work on many items for one period: a type in a file of its own and a line in ``BatchJobList``.
///
/// Items have numbers that grow. A step handles some items behind a checkpoint, each by a plan of
/// its own; what they do and the new checkpoint are one commit group, so that a batch that is cut
/// anywhere goes on where it was and does no item twice.
protocol BatchJob: Sendable {
  /// The name in the file and on the command line.
  static var name: String { get }
  /// How many partitions a run has.
  static var partitionCount: Int64 { get }
  /// Checks a period before a run is made for it.
  static func check(period: String, in platform: Platform, now: Instant) throws
  /// The next items of a partition, in the order of their numbers.
  static func items(_ piece: BatchPiece, in platform: Platform) throws -> [Int64]
  /// Plans one item, reading only. A refusal that is thrown is noted as a failure of this item, and
  /// nothing of its plan is written. An item may take more than the group has left: then it writes
  /// how far it came, answers ``BatchItem/more``, and is handled again in the next group.
  static func handle(
    _ item: Int64, _ piece: BatchPiece, in platform: Platform, _ budget: inout BatchBudget,
    _ plan: inout Plan
  ) throws -> BatchItem
  /// What people call an item, for the list of failures.
  static func title(of item: Int64, in platform: Platform) throws -> String
}

/// Where a batch goes on.
struct BatchPiece: Hashable {
  /// What the run is for.
  let period: String
  /// Which part, from 0.
  let partition: Int64
  /// The last item that was handled.
  let checkpoint: Int64
  /// How many items there may be.
  let limit: Int64
  /// The present.
  let now: Instant
}

/// What one commit group may still do.
struct BatchBudget: Hashable {
  /// Items it may begin.
  var items: Int64
  /// Rows that its items may read, all together; an item that finds 0 answers `more`.
  var rows: Int64
}

/// What became of an item.
enum BatchItem: Hashable {
  case done
  /// There was nothing to do.
  case skipped
  /// It takes another commit group; the checkpoint stays before it.
  case more
}

/// Every batch there is: one line each.
enum BatchJobList {
  static let all: [any BatchJob.Type] = [
    SettlementBatch.self
  ]
}
