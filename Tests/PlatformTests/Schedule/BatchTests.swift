import Store
import Testing
import Wire

@testable import Platform

/// A batch over the numbers 1…40 in four partitions that counts each item in the file; the items
/// whose number is in the fact `refuse` fail.
enum TallyBatch: BatchJob {
  static let name = "test.tally"
  static let partitionCount: Int64 = 4
  static let itemCount: Int64 = 40

  static func check(period: String, in platform: Platform, now: Instant) throws {
    guard period.hasPrefix("p") else {
      throw Refusal(RequestError.invalid, ["pointer": "/period", "reason": "begins with p"])
    }
  }

  static func items(_ piece: BatchPiece, in platform: Platform) throws -> [Int64] {
    Array(
      (1...itemCount).filter { $0 % partitionCount == piece.partition && $0 > piece.checkpoint }
        .prefix(Int(piece.limit)))
  }

  static func handle(
    _ item: Int64, _ piece: BatchPiece, in platform: Platform, _ budget: inout BatchBudget,
    _ plan: inout Plan
  ) throws -> BatchItem {
    guard item % 5 != 0 else { return .skipped }
    plan.write(
      "INSERT INTO fact VALUES (?, '1') ON CONFLICT(name) DO UPDATE SET value = value + 1",
      .text("tally \(piece.period) \(item)"))
    let refused = try platform.sql("SELECT value FROM fact WHERE name = 'refuse'")
      .first { $0.text(0) }
    if refused?.split(separator: " ").contains(Substring(String(item))) == true {
      throw Refusal(WalletError.merchantFunds)
    }
    return .done
  }

  static func title(of item: Int64, in platform: Platform) throws -> String { "item \(item)" }
}

@Suite struct BatchTests {
  private func world(perGroup: Int64 = 3) throws -> DomainWorld {
    let world = try DomainWorld()
    world.addTestJobs()
    world.platform.batchItemsPerGroup = perGroup
    try world.group { _ in }
    return world
  }

  @discardableResult
  private func begin(
    _ world: DomainWorld, _ period: String, job: String = TallyBatch.name, key: String? = nil
  ) throws -> AdminRunBatchMethod.Result {
    let params = AdminRunBatchMethod.Params(
      key: key ?? world.newKey(), job: job, period: period)
    let body = try world.body(AdminRunBatchMethod.name, params)
    return try world.run { try $0.runBatch(params, body, now: world.now) }
      .decode(AdminRunBatchMethod.Result.self)
  }

  private func tally(_ world: DomainWorld, _ period: String) throws -> [Int64: String] {
    let rows = try world.connection.prepare("SELECT name, value FROM fact WHERE name LIKE ?")
      .rows(.text("tally \(period) %")) { row in
        (Int64(row.text(0).split(separator: " ")[2]) ?? 0, row.text(1))
      }
    return Dictionary(uniqueKeysWithValues: rows)
  }

  private static let all = (1...TallyBatch.itemCount).filter { $0 % 5 != 0 }

  private func expectOnce(_ world: DomainWorld, _ period: String) throws {
    let tally = try tally(world, period)
    #expect(tally.keys.sorted() == Self.all)
    #expect(tally.values.allSatisfy { $0 == "1" })
  }

  @Test func aRunGoesThroughAllPartitionsInBoundedGroups() throws {
    let world = try world()
    let run = try begin(world, "p1").run
    let groups = try world.runAllDue()
    try expectOnce(world, "p1")
    let report = try world.platform.batch(run)
    #expect(report.status == .done)
    #expect((report.done, report.skipped, report.failed) == (32, 8, 0))
    #expect(report.groups == Int64(groups))
    // 40 items, three a group, and what a group has left goes to the next partition.
    #expect(groups == 14)
    #expect(report.partitions.map(\.isDone) == [true, true, true, true])
    #expect(report.partitions.map(\.checkpoint) == [40, 37, 38, 39])
    #expect(try world.platform.nextDue().map { $0 > world.now } == true)
  }

  @Test func begunTwiceItIsDoneOnce() throws {
    let world = try world(perGroup: 100)
    let key = world.newKey()
    let first = try begin(world, "p1", key: key)
    #expect(first.isNew)
    _ = try world.group { try $0.runDue(now: world.now) }
    #expect(try begin(world, "p1", key: key).replayed == true)
    #expect(try begin(world, "p1") == AdminRunBatchMethod.Result(run: first.run, isNew: false))
    try world.runAllDue()
    try world.reopen()
    world.addTestJobs()
    #expect(try begin(world, "p1").isNew == false)
    try world.runAllDue()
    try expectOnce(world, "p1")
    try begin(world, "p2")
    try world.runAllDue()
    try expectOnce(world, "p2")
    let runs = try world.platform.batches(AdminBatchesMethod.Params()).runs
    #expect(runs.map(\.period) == ["p2", "p1"])
  }

  @Test(arguments: [
    (TallyBatch.name, "day", "request.invalid"), ("nothing", "p1", "batch.job_unknown"),
    ("settlement", "2026-02-30", "request.invalid"),
    ("settlement", "2025-11-20", "settlement.day_not_over"),
    ("settlement", "2025-11-19", "ok"),
  ]) func whatCannotBeRun(job: String, period: String, expected: String) throws {
    let world = try world()
    #expect(verdict { try begin(world, period, job: job) } == expected)
    #expect(verdict { _ = try world.platform.batch(99) } == "batch.run_unknown")
  }

  /// Cut at every statement of every group, and started again from the file.
  @Test func aRunThatIsCutAnywhereDoesEveryItemOnce() throws {
    var cuts = 0
    for boundary in stride(from: 0, to: 400, by: 7) {
      let world = try world()
      let run = try begin(world, "p1").run
      var reached = 0
      world.connection.failpoint = { (point) throws(StoreError) in
        if reached == boundary, point != .committed { throw .inputOutput }
        reached += 1
      }
      do { try world.runAllDue() } catch { cuts += 1 }
      world.connection.failpoint = nil
      try world.reopen()
      world.addTestJobs()
      world.platform.batchItemsPerGroup = 5
      try world.runAllDue()
      try expectOnce(world, "p1")
      let report = try world.platform.batch(run)
      #expect((report.done, report.skipped, report.failed) == (32, 8, 0))
    }
    #expect(cuts > 20)
  }

  @Test func whatFailsIsNotedAndTriedAgainWhenItIsBegunAgain() throws {
    let world = try world()
    try world.group { _ in
      try world.connection.execute("INSERT INTO fact VALUES ('refuse', '7 12 33')")
    }
    let run = try begin(world, "p1").run
    try world.runAllDue()
    var report = try world.platform.batch(run)
    #expect(report.status == .failed)
    #expect((report.done, report.skipped, report.failed) == (29, 8, 3))
    #expect(report.failures.map(\.item) == ["item 7", "item 12", "item 33"])
    #expect(report.failures.map(\.code) == Array(repeating: "wallet.merchant_funds", count: 3))
    // A failed item left nothing behind.
    #expect(try tally(world, "p1").keys.sorted() == Self.all.filter { ![7, 12, 33].contains($0) })
    try world.group { _ in
      try world.connection.execute("UPDATE fact SET value = '12' WHERE name = 'refuse'")
    }
    #expect(try begin(world, "p1").isNew == false)
    try world.runAllDue()
    report = try world.platform.batch(run)
    #expect(report.status == .failed)
    #expect((report.done, report.failed) == (31, 1))
    #expect(report.failures.map(\.item) == ["item 12"])
    try world.group { _ in
      try world.connection.execute("DELETE FROM fact WHERE name = 'refuse'")
    }
    try begin(world, "p1")
    try world.runAllDue()
    report = try world.platform.batch(run)
    #expect(report.status == .done)
    #expect((report.done, report.failed) == (32, 0))
    try expectOnce(world, "p1")
  }
}
