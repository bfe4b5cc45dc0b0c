import Store
import Synchronization
import TestSupport
import Testing
import Wire

@testable import madangd

/// Jobs that the loop runs itself where the core has nothing to do: for everybody else nothing is
/// different.
@Suite struct AtOnceTests {
  typealias World = CoreThreadTests.World

  /// A job that notes what it came to.
  private func atOnce(
    _ world: World, _ run: @escaping @Sendable (CounterCore) throws -> String
  ) -> PostCommit? {
    let answers = world.answers
    return world.thread.runAtOnce(
      { core, _ in
        let answer = try run(core)
        return { answers.add(answer) }
      }, failed: { answers.add($0.code.name) })
  }

  /// Waits for a job of the core's own thread, so that it has nothing to do.
  private func settle(_ world: World) {
    let count = world.answers.all.count
    world.submit { _ in "settled" }
    _ = world.answers.wait(for: count + 1)
    while atOnce(world, { _ in "" }) == nil {}
  }

  @Test func anIdleCoreAnswersWithoutItsThread() throws {
    let world = try World()
    let commits = world.connection.commitCount
    world.thread.start()
    settle(world)
    let action = try #require(atOnce(world) { "value \($0.value)" })
    #expect(!world.answers.all.contains("value 0"), "its action is the caller's to run")
    action()
    let refused = try #require(atOnce(world) { _ in throw Refusal(WalletError.insufficientFunds) })
    refused()
    #expect(
      world.answers.all.suffix(2) == ["value 0", WalletError.insufficientFunds.name])
    world.thread.stop()
    #expect(world.connection.commitCount == commits)
    #expect(atOnce(world) { _ in "late" } == nil)
  }

  @Test func aBusyCoreIsLeftAlone() throws {
    let world = try World()
    world.submit { _ in "waited" }
    #expect(atOnce(world) { _ in "first" } == nil, "a job waits")
    let gate = Turn()
    gate.wait()
    let entered = world.answers
    world.submit { _ in
      entered.add("entered")
      gate.wait()
      return "left"
    }
    world.thread.start()
    _ = world.answers.wait(for: 1)
    #expect(atOnce(world) { _ in "beside" } == nil, "a job runs")
    gate.giveBack()
    #expect(world.answers.wait(for: 3).sorted() == ["entered", "left", "waited"])
    world.thread.stop()
  }

  /// Nobody is answered before those whose groups were durable before.
  @Test func actionsThatWaitForTheLoopComeFirst() throws {
    let directory = try TemporaryDirectory()
    let connection = try Connection.open(path: "\(directory.path)/test.db")
    let posted = Collector<PostCommit>()
    let thread = CoreThread(
      connection: connection, core: try CounterCore(connection),
      clock: WorldClock(.virtual, stored: nil), log: Log(from: .error, write: { _ in }),
      post: { posted.add($0) }, onFatal: { _ in })
    thread.start()
    thread.submit(run: { _, _ in {} }, failed: { _ in })
    let actions = posted.wait(for: 1)
    let none: CoreThread<CounterCore>.Run = { _, _ in {} }
    #expect(thread.runAtOnce(none, failed: { _ in }) == nil)
    actions.first?()
    while thread.runAtOnce(none, failed: { _ in }) == nil {}
    thread.stop()
  }

  /// What writes after all is durable before anybody hears of it, also where the daemon stops.
  @Test(arguments: [false, true]) func whatWritesIsMadeDurableByTheCore(stops: Bool) throws {
    let world = try World()
    world.thread.start()
    settle(world)
    let (before, commits) = (world.answers.all.count, world.connection.commitCount)
    let action = try #require(atOnce(world) { "ok \(try $0.add(1))" })
    action()
    if stops { world.thread.stop() }
    #expect(world.answers.wait(for: before + 1).last == "ok 1")
    #expect(try world.stored() == 1)
    if !stops {
      world.add(1)
      #expect(world.answers.wait(for: before + 2).last == "ok 2")
      world.thread.stop()
    }
    #expect(world.connection.commitCount == commits + (stops ? 1 : 2))
  }

  @Test func whatBreaksItsContractIsUndone() throws {
    let world = try World()
    world.thread.start()
    settle(world)
    let before = world.answers.all.count
    let action = try #require(
      atOnce(world) {
        try $0.addAndRefuse()
        return "never"
      })
    action()
    #expect(
      world.answers.wait(for: before + 1).last == PlatformError.internalFault.name)
    world.thread.stop()
    #expect(world.core.value == 0 && world.core.reloadCount == 1)
    #expect(try world.stored() == 0)
  }
}
