import Store
import Wire

/// Batches: restartable in the middle, done once however often they are begun, bounded work in
/// each commit group.
extension Platform {
  /// Items that one commit group handles at most.
  static let batchItemLimit: Int64 = 256
  /// Partitions one run may have.
  static let batchPartitionLimit: Int64 = 64
  /// Failures that a report lists.
  static let batchFailureListLimit: Int64 = 100

  /// Begins a batch for a period, unless it was begun before; answers its run. A run that is
  /// through tries again what failed.
  func beginBatch(
    _ job: any BatchJob.Type, period: String, _ plan: inout Plan, now: Instant
  ) throws -> (run: Int64, isNew: Bool) {
    precondition((1...Platform.batchPartitionLimit).contains(job.partitionCount))
    let known = try sql("SELECT id, status FROM batch_run WHERE job = ? AND period = ?")
      .first(.text(job.name), .text(period)) { ($0.integer(0), $0.text(1)) }
    if let (run, status) = known {
      if status == BatchReport.Status.failed.rawValue {
        plan.write(
          "UPDATE batch_run SET status = 'running', ended = NULL, round = round + 1 WHERE id = ?",
          .integer(run))
      }
      return (run, false)
    }
    try job.check(period: period, in: self, now: now)
    let run = try newRow("batch_run", &plan)
    plan.write(
      "INSERT INTO batch_run(id, job, period, status, started) VALUES (?, ?, ?, 'running', ?)",
      .integer(run), .text(job.name), .text(period), .integer(now.milliseconds))
    for number in 0..<job.partitionCount {
      plan.write(
        "INSERT INTO batch_partition(run, number) VALUES (?, ?)", .integer(run),
        .integer(number))
    }
    return (run, true)
  }

  /// Whether a batch is running: there is work for another commit group.
  func nextBatch() throws(StoreError) -> Instant? {
    try sql("SELECT min(started) FROM batch_run WHERE status = 'running'")
      .first { $0.optionalInteger(0) }?.map(Instant.init(milliseconds:))
  }

  /// Does a bounded piece of the running batches, the oldest first, in the commit group that is
  /// open.
  func runBatches(now: Instant) throws -> Outcome<Bool> {
    var told = Outcome(false)
    var left = BatchBudget(items: batchItemsPerGroup, rows: settlementRowsPerGroup)
    var touched: [Int64] = []
    while left.items > 0, var step = try oldestRun(now: now, left: left) {
      if touched.last != step.run { touched.append(step.run) }
      try goOn(&step)
      told.notices += step.notices
      told.owesCalls = told.owesCalls || step.owesCalls
      left = step.left
    }
    for run in touched {
      try sql("UPDATE batch_run SET groups = groups + 1 WHERE id = ?").run(.integer(run))
    }
    told.result = .success(!touched.isEmpty)
    return told
  }

  /// One commit group's part of a run.
  private struct BatchStep {
    let run: Int64
    let job: any BatchJob.Type
    let period: String
    let now: Instant
    /// What the group may still do.
    var left: BatchBudget
    var notices: [Notice] = []
    var owesCalls = false

    func piece(_ partition: Int64, behind checkpoint: Int64, limit: Int64) -> BatchPiece {
      BatchPiece(
        period: period, partition: partition, checkpoint: checkpoint, limit: limit, now: now)
    }
  }

  private func oldestRun(
    now: Instant, left: BatchBudget
  ) throws(StoreError) -> BatchStep? {
    let running = try sql(
      "SELECT id, job, period FROM batch_run WHERE status = 'running' ORDER BY started, id LIMIT 1"
    ).first { (run: $0.integer(0), job: $0.text(1), period: $0.text(2)) }
    guard let running else { return nil }
    guard let job = batchJobs.first(where: { $0.name == running.job }) else {
      preconditionFailure("a run of the unknown job \(running.job)")
    }
    return BatchStep(run: running.run, job: job, period: running.period, now: now, left: left)
  }

  private func goOn(_ step: inout BatchStep) throws {
    let open = try sql(
      "SELECT number, checkpoint FROM batch_partition WHERE run = ? AND through = 0"
        + " ORDER BY number LIMIT 1"
    ).first(.integer(step.run)) { ($0.integer(0), $0.integer(1)) }
    if let (number, checkpoint) = open {
      try goOn(&step, partition: number, behind: checkpoint)
    } else if try retryFailures(&step) == false {
      try endRun(&step)
    }
  }

  private func goOn(_ step: inout BatchStep, partition: Int64, behind checkpoint: Int64) throws {
    let piece = step.piece(partition, behind: checkpoint, limit: step.left.items)
    let items = try step.job.items(piece, in: self)
    precondition(items.count <= Int(piece.limit), "a step has at most \(piece.limit) items")
    var (done, skipped, failed): (Int64, Int64, Int64) = (0, 0, 0)
    var last = checkpoint
    var isCut = false
    for item in items where !isCut {
      precondition(item > last, "items come in the order of their numbers")
      switch try handle(item, piece, &step) {
      case .done: done += 1
      case .skipped: skipped += 1
      case nil: failed += 1
      case .more: isCut = true
      }
      if !isCut { last = item }
    }
    var plan = Plan()
    plan.write(
      "UPDATE batch_partition SET checkpoint = ?, through = ?, done = done + ?,"
        + " skipped = skipped + ?, failed = failed + ? WHERE run = ? AND number = ?",
      .integer(last), .integer(!isCut && items.count < Int(piece.limit) ? 1 : 0),
      .integer(done),
      .integer(skipped), .integer(failed), .integer(step.run), .integer(partition))
    try apply(plan)
  }

  /// Plans and applies one item; nil where it failed, which is noted and of which nothing is
  /// written. One that needs more ends the group.
  private func handle(
    _ item: Int64, _ piece: BatchPiece, _ step: inout BatchStep
  ) throws -> BatchItem? {
    var plan = Plan()
    step.left.items -= 1
    do {
      let outcome = try step.job.handle(item, piece, in: self, &step.left, &plan)
      if outcome == .more { step.left.items = 0 }
      step.notices += plan.notices
      step.owesCalls = step.owesCalls || plan.owesCalls
      try apply(plan)
      return outcome
    } catch let refusal as Refusal {
      var note = Plan()
      note.write(
        "INSERT INTO batch_failure(run, item, name, partition, round, code, at)"
          + " VALUES (?1, ?2, ?3, ?4, (SELECT round FROM batch_run WHERE id = ?1), ?5, ?6)"
          + " ON CONFLICT(run, item) DO UPDATE SET round = excluded.round,"
          + " code = excluded.code, at = excluded.at",
        .integer(step.run), .integer(item), .text(try step.job.title(of: item, in: self)),
        .integer(piece.partition), .text(refusal.code.name), .integer(piece.now.milliseconds))
      try apply(note)
      return nil
    }
  }

  /// Tries once what failed before the run was begun again; false where nothing is left to try.
  private func retryFailures(_ step: inout BatchStep) throws -> Bool {
    let items = try sql(
      "SELECT f.item, f.partition FROM batch_failure f JOIN batch_run r ON r.id = f.run"
        + " WHERE f.run = ? AND f.round < r.round ORDER BY f.item LIMIT ?"
    ).rows(.integer(step.run), .integer(step.left.items)) { ($0.integer(0), $0.integer(1)) }
    for (item, partition) in items {
      let piece = step.piece(partition, behind: item - 1, limit: 1)
      guard let outcome = try handle(item, piece, &step) else { continue }
      guard outcome != .more else { break }
      var plan = Plan()
      plan.write(
        "DELETE FROM batch_failure WHERE run = ? AND item = ?", .integer(step.run),
        .integer(item))
      plan.write(
        "UPDATE batch_partition SET failed = failed - 1, done = done + ?, skipped = skipped + ?"
          + " WHERE run = ? AND number = ?",
        .integer(outcome == .done ? 1 : 0), .integer(outcome == .skipped ? 1 : 0),
        .integer(step.run), .integer(partition))
      try apply(plan)
    }
    return !items.isEmpty
  }

  private func endRun(_ step: inout BatchStep) throws {
    let failed =
      try sql("SELECT 1 FROM batch_failure WHERE run = ? LIMIT 1")
      .first(.integer(step.run)) { _ in true } ?? false
    var plan = Plan()
    plan.write(
      "UPDATE batch_run SET status = ?, ended = ? WHERE id = ?",
      .text((failed ? BatchReport.Status.failed : .done).rawValue),
      .integer(step.now.milliseconds), .integer(step.run))
    try apply(plan)
  }
}
