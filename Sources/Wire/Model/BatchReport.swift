/// How far a batch has come.
package struct BatchReport: Sendable, Hashable, Codable {
  /// How far.
  package enum Status: String, Sendable, Hashable, Codable, CaseIterable {
    /// Some partition is not through.
    case running
    /// Everything was done.
    case done
    /// Every partition is through, but some items failed.
    case failed
  }

  /// One part of a batch.
  package struct Partition: Sendable, Hashable, Codable {
    /// Which, from 0.
    package var number: Int64
    /// Whether it is through.
    package var isDone: Bool
    /// The last item that was handled.
    package var checkpoint: Int64
    /// Items done, items with nothing to do, items that failed.
    package var done: Int64
    /// Items with nothing to do.
    package var skipped: Int64
    /// Items that failed.
    package var failed: Int64

    /// One part of a batch.
    package init(
      number: Int64, isDone: Bool, checkpoint: Int64, done: Int64, skipped: Int64, failed: Int64
    ) {
      self.number = number
      self.isDone = isDone
      self.checkpoint = checkpoint
      self.done = done
      self.skipped = skipped
      self.failed = failed
    }
  }

  /// One item that failed.
  package struct Failure: Sendable, Hashable, Codable {
    /// What it is, in the words of the job.
    package var item: String
    /// The error's stable code.
    package var code: String
    /// When.
    package var at: Instant

    /// One item that failed.
    package init(item: String, code: String, at: Instant) {
      self.item = item
      self.code = code
      self.at = at
    }
  }

  /// The run's number.
  package var run: Int64
  /// The job's name.
  package var job: String
  /// What it is run for: a day.
  package var period: String
  /// How far it has come.
  package var status: Status
  /// When it was begun.
  package var started: Instant
  /// When it was through.
  package var ended: Instant?
  /// Items done.
  package var done: Int64
  /// Items with nothing to do.
  package var skipped: Int64
  /// Items that failed.
  package var failed: Int64
  /// Commit groups it took.
  package var groups: Int64
  /// Its partitions; empty in a list of runs.
  package var partitions: [Partition]
  /// Its failures, at most 100; empty in a list of runs.
  package var failures: [Failure]

  /// How far a batch has come.
  package init(
    run: Int64, job: String, period: String, status: Status, started: Instant,
    ended: Instant? = nil, done: Int64 = 0, skipped: Int64 = 0, failed: Int64 = 0,
    groups: Int64 = 0, partitions: [Partition] = [], failures: [Failure] = []
  ) {
    self.run = run
    self.job = job
    self.period = period
    self.status = status
    self.started = started
    self.ended = ended
    self.done = done
    self.skipped = skipped
    self.failed = failed
    self.groups = groups
    self.partitions = partitions
    self.failures = failures
  }
}
