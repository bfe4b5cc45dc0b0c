import Store
package import Wire

/// What the operator sees of batches and timers.
extension Platform {
  /// The runs, newest first, and the timers that wait.
  package func batches(
    _ params: AdminBatchesMethod.Params
  ) throws -> AdminBatchesMethod.Result {
    let runs = try sql(
      Platform.runColumns + " GROUP BY r.id ORDER BY r.id DESC LIMIT ?"
    ).rows(.integer(Platform.limit(params.limit)), read: Platform.report)
    let timers = try timerCount()
    return AdminBatchesMethod.Result(
      runs: runs, timers: timers.waiting, deadTimers: timers.dead, nextTimer: try nextTimer())
  }

  /// One run with its partitions and failures.
  package func batch(_ run: Int64) throws -> BatchReport {
    guard
      var report = try sql(Platform.runColumns + " WHERE r.id = ? GROUP BY r.id")
        .first(.integer(run), read: Platform.report)
    else { throw Refusal(ScheduleError.runUnknown, ["run": .integer(run)]) }
    report.partitions = try sql(
      "SELECT number, through, checkpoint, done, skipped, failed FROM batch_partition"
        + " WHERE run = ? ORDER BY number"
    ).rows(.integer(run)) {
      BatchReport.Partition(
        number: $0.integer(0), isDone: $0.integer(1) == 1, checkpoint: $0.integer(2),
        done: $0.integer(3), skipped: $0.integer(4), failed: $0.integer(5))
    }
    report.failures = try sql(
      "SELECT name, code, at FROM batch_failure WHERE run = ? ORDER BY item LIMIT ?"
    ).rows(.integer(run), .integer(Platform.batchFailureListLimit)) {
      BatchReport.Failure(
        item: $0.text(0), code: $0.text(1), at: Instant(milliseconds: $0.integer(2)))
    }
    return report
  }

  /// Begins a batch for the operator, once for its key.
  package func runBatch(
    _ params: AdminRunBatchMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once("operator", body, now: now) { plan in
      guard let job = batchJobs.first(where: { $0.name == params.job }) else {
        throw Refusal(ScheduleError.jobUnknown, ["job": .string(params.job)])
      }
      let (run, isNew) = try beginBatch(job, period: params.period, &plan, now: now)
      return AdminRunBatchMethod.Result(run: run, isNew: isNew)
    }
  }

  private static let runColumns = """
    SELECT r.id, r.job, r.period, r.status, r.started, r.ended, r.groups, sum(p.done),
      sum(p.skipped), sum(p.failed)
    FROM batch_run r JOIN batch_partition p ON p.run = r.id
    """

  private static func report(_ row: Statement) -> BatchReport {
    BatchReport(
      run: row.integer(0), job: row.text(1), period: row.text(2),
      status: BatchReport.Status(rawValue: row.text(3)) ?? .running,
      started: Instant(milliseconds: row.integer(4)),
      ended: row.optionalInteger(5).map(Instant.init(milliseconds:)), done: row.integer(7),
      skipped: row.integer(8), failed: row.integer(9), groups: row.integer(6))
  }
}
