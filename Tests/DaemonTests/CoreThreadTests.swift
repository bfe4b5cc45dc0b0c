import Store
import Synchronization
import TestSupport
import Testing
import Wire

@testable import madangd

/// Groups on a real file: what is answered is durable, what failed is answered by nobody's `ok`.
@Suite struct CoreThreadTests {
  /// One core on a file of its own; the test is its loop.
  final class World {
    /// A slow machine must not cut groups short.
    static let patient = CoreLimits(groupNanoseconds: .max / 2)

    let directory: TemporaryDirectory
    let connection: Connection
    let core: CounterCore
    let thread: CoreThread<CounterCore>
    let answers = Collector<String>()
    let faults = Collector<CoreFault>()

    init(limits: CoreLimits = World.patient) throws {
      directory = try TemporaryDirectory()
      connection = try Connection.open(path: "\(directory.path)/test.db")
      core = try CounterCore(connection)
      let faults = faults
      thread = CoreThread(
        connection: connection, core: core, clock: WorldClock(.virtual, stored: nil),
        log: Log(from: .error, write: { _ in }), limits: limits, post: { $0() },
        onFatal: { faults.add($0) })
    }

    func add(_ amount: Int64) {
      let answers = answers
      thread.submit(
        run: { core, _ in
          let value = try core.add(amount)
          return { answers.add("ok \(value)") }
        }, failed: { answers.add($0.code.name) })
    }

    func submit(_ run: @escaping @Sendable (CounterCore) throws -> String) {
      let answers = answers
      thread.submit(
        run: { core, _ in
          let answer = try run(core)
          return { answers.add(answer) }
        }, failed: { answers.add($0.code.name) })
    }

    func stored() throws -> Int64? {
      try Connection.openReadOnly(path: connection.path)
        .prepare("SELECT value FROM counter").first { $0.integer(0) }
    }
  }

  @Test func jobsThatWaitAreOneGroup() throws {
    let world = try World()
    let commits = world.connection.commitCount
    for _ in 0..<100 { world.add(1) }
    world.thread.start()
    #expect(world.answers.wait(for: 100).last == "ok 100")
    world.thread.stop()
    #expect(world.connection.commitCount == commits + 1)
    #expect(try world.stored() == 100)
  }

  @Test(arguments: [(1, 1), (2, 1), (3, 2)]) func aGroupHasALimit(jobs: Int, groups: Int) throws {
    var limits = World.patient
    limits.jobsPerGroup = 2
    let world = try World(limits: limits)
    let commits = world.connection.commitCount
    for _ in 0..<jobs { world.add(1) }
    world.thread.start()
    _ = world.answers.wait(for: jobs)
    world.thread.stop()
    #expect(world.connection.commitCount - commits == groups)
  }

  @Test func aGroupEndsWithItsTime() throws {
    var limits = CoreLimits()
    limits.groupNanoseconds = 0
    let world = try World(limits: limits)
    let commits = world.connection.commitCount
    for _ in 0..<3 { world.add(1) }
    world.thread.start()
    _ = world.answers.wait(for: 3)
    world.thread.stop()
    #expect(world.connection.commitCount - commits == 3)
  }

  @Test func readingCommitsNothing() throws {
    let world = try World()
    let commits = world.connection.commitCount
    world.submit { "value \($0.value)" }
    world.thread.start()
    #expect(world.answers.wait(for: 1) == ["value 0"])
    world.thread.stop()
    #expect(world.connection.commitCount == commits)
    #expect(try world.core.storedTime() == nil)
  }

  @Test func everyCommitStoresWorldTime() throws {
    let world = try World()
    world.add(1)
    world.thread.start()
    _ = world.answers.wait(for: 1)
    world.thread.stop()
    #expect(try world.core.storedTime() == WorldClock.virtualStart)
  }

  @Test func oneRefusalHarmsNoNeighbour() throws {
    let world = try World()
    world.add(1)
    world.submit { _ in throw Refusal(WalletError.insufficientFunds) }
    world.add(1)
    world.thread.start()
    #expect(
      world.answers.wait(for: 3) == ["ok 1", WalletError.insufficientFunds.name, "ok 2"])
    world.thread.stop()
    #expect(try world.stored() == 2)
    #expect(world.core.reloadCount == 0)
  }

  /// A fault, where it strikes, and what three callers hear: those of the group the same code.
  @Test(arguments: [
    (StoreError.diskFull, Failpoint.commit, "disk_full disk_full disk_full"),
    (StoreError.diskFull, Failpoint.statement, "disk_full ok ok"),
    (StoreError(extendedCode: 5, message: "busy"), Failpoint.commit, "busy busy busy"),
    (StoreError(extendedCode: 19, message: "rule"), Failpoint.statement, "internal ok ok"),
  ]) func aFailedGroupIsUndoneAndNobodyHearsOk(
    fault: StoreError, place: Failpoint, heard: String
  ) throws {
    let world = try World()
    var isArmed = true
    world.connection.failpoint = { point throws(StoreError) in
      guard isArmed, point == place else { return }
      isArmed = false
      throw fault
    }
    for _ in 0..<3 { world.add(5) }
    world.thread.start()
    let codes = world.answers.wait(for: 3).map { answer in
      answer.hasPrefix("ok") ? "ok" : String(answer.dropFirst("platform.".count))
    }
    #expect(codes.joined(separator: " ") == heard)
    world.add(7)
    let sum = Int64(5 * codes.filter { $0 == "ok" }.count + 7)
    #expect(world.answers.wait(for: 4).last == "ok \(sum)")
    world.thread.stop()
    #expect(try world.stored() == sum)
    #expect(world.core.reloadCount == 1)
    #expect(world.faults.all.isEmpty)
  }

  @Test func aJobThatWritesAndThenRefusesUndoesItsGroup() throws {
    let world = try World()
    world.submit { core in
      try core.addAndRefuse()
      return "never"
    }
    world.thread.start()
    #expect(world.answers.wait(for: 1) == ["platform.internal"])
    world.add(1)
    #expect(world.answers.wait(for: 2).last == "ok 1")
    world.thread.stop()
    #expect(try world.stored() == 1)
  }

  @Test(arguments: [Failpoint.commit, .committed]) func aBrokenDiskStopsTheDaemonUnanswered(
    place: Failpoint
  ) throws {
    let world = try World()
    world.connection.failpoint = { point throws(StoreError) in
      if point == place { throw .inputOutput }
    }
    world.add(1)
    world.add(1)
    world.thread.start()
    #expect(world.faults.wait(for: 1) == [.store(.inputOutput)])
    world.thread.stop()
    #expect(world.answers.all.isEmpty)
  }

  @Test func aFullQueueRefusesTheNext() throws {
    var limits = CoreLimits()
    limits.queuedJobs = 2
    let world = try World(limits: limits)
    for _ in 0..<3 { world.add(1) }
    #expect(world.answers.all == ["platform.busy"])
    world.thread.start()
    #expect(world.answers.wait(for: 3) == ["platform.busy", "ok 1", "ok 2"])
    world.thread.stop()
  }

  @Test func stopFinishesWhatWaits() throws {
    let world = try World()
    for _ in 0..<5 { world.add(1) }
    world.thread.start()
    world.thread.stop()
    #expect(world.answers.all.count == 5)
    world.add(1)
    #expect(world.answers.all.last == "platform.busy")
  }

  @Test func aWorkerAnswersAndRefusesOnTheLoop() {
    let answers = Collector<String>()
    let worker = Worker(state: "state", limit: 8, post: { $0() })
    worker.submit(
      work: { state in { answers.add(state) } }, failed: { answers.add($0.code.name) })
    worker.submit(
      work: { _ in throw Refusal(PlatformError.diskFull) }, failed: { answers.add($0.code.name) })
    #expect(answers.wait(for: 2) == ["state", "platform.disk_full"])
    worker.stop()
    worker.submit(work: { _ in {} }, failed: { answers.add($0.code.name) })
    #expect(answers.all.last == "platform.busy")
  }
}
