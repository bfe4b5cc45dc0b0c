import Glibc
import Store
import Synchronization
import Wire

/// What happens on the loop once a job's group is durable: usually the answer to its caller.
typealias PostCommit = @Sendable () -> Void

/// Whoever waits for a job: hears on the loop where it was not done.
protocol JobOwner: AnyObject, Sendable {
  /// It was understood and not done.
  func refuse(_ refusal: Refusal)
}

/// A job's owner that is only a function.
private final class RefusalFunction: JobOwner {
  private let function: @Sendable (Refusal) -> Void

  init(_ function: @escaping @Sendable (Refusal) -> Void) { self.function = function }

  func refuse(_ refusal: Refusal) { function(refusal) }
}

/// The one thread that writes: it owns the writing connection and the core, runs jobs in groups
/// and lets nobody hear of a job before the group's COMMIT returned (architecture.md).
///
/// `@unchecked Sendable`: connection and core are touched by whoever holds `turn`, mostly the core
/// thread; the queue and the closures are safe from any thread.
final class CoreThread<Core: CoreState>: @unchecked Sendable {
  /// A command: it may read and write through the core at world time, and says what follows.
  ///
  /// It throws a `Refusal` only before it wrote or changed anything.
  typealias Run = @Sendable (Core, Instant) throws -> PostCommit

  private struct Job: Sendable {
    let run: Run
    let owner: any JobOwner
  }

  /// A job that was run at once and wrote after all: its transaction is open, and the core's own
  /// thread makes it durable.
  private struct HandedOver: Sendable {
    let job: Job
    let outcome: Result<PostCommit, CoreFault>
    let changesBefore: Int64
  }

  /// Held by whoever runs a group: the core's own thread, or the loop for a job at once.
  private let turn = Turn()
  /// Set and read by the turn's holder.
  private var handedOver: HandedOver?
  /// Groups whose actions the loop has not run yet: nobody is answered before them.
  private let unansweredGroups = Atomic<Int>(0)
  private let queue: BoundedQueue<Job>
  private let limits: CoreLimits
  private let connection: Connection
  private let core: Core
  private let clock: WorldClock
  private let log: Log
  private let metrics: CommitMetrics
  private let post: @Sendable (@escaping PostCommit) -> Void
  private let onFatal: @Sendable (CoreFault) -> Void
  private var thread: ServiceThread?
  /// The jobs of the group that runs; their memory serves every group.
  private var jobs: [Job] = []

  /// A core whose thread runs after `start`; connection and core are used through it then. `post`
  /// hands work to the loop, `onFatal` ends the
  /// daemon and is called on the core thread.
  init(
    connection: Connection, core: Core, clock: WorldClock, log: Log,
    limits: CoreLimits = CoreLimits(), metrics: CommitMetrics = CommitMetrics(),
    post: @escaping @Sendable (@escaping PostCommit) -> Void,
    onFatal: @escaping @Sendable (CoreFault) -> Void
  ) {
    queue = BoundedQueue(limit: limits.queuedJobs)
    self.connection = connection
    self.core = core
    self.clock = clock
    self.log = log
    self.limits = limits
    self.metrics = metrics
    self.post = post
    self.onFatal = onFatal
  }

  /// How many jobs wait.
  var queuedCount: Int { queue.count }

  /// Starts the thread; jobs submitted before have waited.
  func start() {
    precondition(thread == nil, "started twice")
    thread = ServiceThread { self.serve() }
  }

  /// Queues a job from any thread; exactly one of its action and its owner's `refuse` runs later
  /// on the loop, unless the daemon stops for a fault.
  func submit(run: @escaping Run, owner: any JobOwner) {
    guard !queue.offer(Job(run: run, owner: owner)) else { return }
    let refusal = Refusal(
      PlatformError.busy, retryAfterMilliseconds: CoreLimits.retryMilliseconds)
    post { owner.refuse(refusal) }
  }

  /// The same for a job that nobody owns: what it is refused with goes to a function.
  func submit(run: @escaping Run, failed: @escaping @Sendable (Refusal) -> Void) {
    submit(run: run, owner: RefusalFunction(failed))
  }

  /// Takes no more jobs, finishes those that wait, copies the log into the file and ends.
  func stop() {
    queue.close()
    thread?.join()
    thread = nil
  }
}

extension CoreThread {
  private func serve() {
    while let first = queue.take() {
      turn.wait()
      // Kept where the daemon must stop: nothing runs any more.
      guard group(startingWith: first) else { return queue.close() }
      turn.giveBack()
    }
    turn.wait()
    if handedOver != nil, !group(startingWith: nil) { return }
    do {
      try connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    } catch {
      // The log is as durable as the file; the next start reads it.
      log.warning("core.checkpoint_failed", ["reason": .string("\(error)")])
    }
  }

  /// Runs one group; false where the daemon must stop.
  private func group(startingWith first: Job?) -> Bool {
    defer { jobs.removeAll(keepingCapacity: true) }
    let began = MonotonicNanoseconds.now
    do throws(CoreFault) {
      let actions = try commit(startingWith: first)
      metrics.note(jobs: jobs.count, nanoseconds: MonotonicNanoseconds.now - began)
      unansweredGroups.add(1, ordering: .releasing)
      post {
        for action in actions { action() }
        self.unansweredGroups.subtract(1, ordering: .releasing)
      }
      return true
    } catch {
      return abandon(after: error)
    }
  }

  /// Room for the actions of most groups, within the 1,024 bytes beyond which glibc tidies up
  /// everything that was given back before it finds memory.
  private static var usualActions: Int { 48 }

  private func commit(startingWith first: Job?) throws(CoreFault) -> [PostCommit] {
    var actions: [PostCommit] = []
    actions.reserveCapacity(Self.usualActions)
    let changesBefore = try begin(startingWith: first, &actions)
    let deadline = MonotonicNanoseconds.now + limits.groupNanoseconds
    var next = first
    while let job = next {
      jobs.append(job)
      actions.append(try run(job))
      let hasTime = jobs.count < limits.jobsPerGroup && MonotonicNanoseconds.now < deadline
      next = hasTime ? queue.poll() : nil
    }
    do throws(StoreError) {
      if connection.totalChanges == changesBefore {
        // Nothing to make durable: giving the lock back costs no write and no sync.
        try connection.rollback()
      } else {
        try core.willCommit(now: clock.now)
        try connection.commit()
        core.didCommit()
      }
    } catch { throw .store(error) }
    return actions
  }

  /// Opens a group, or goes on with the one that was handed over; how many rows had changed before.
  private func begin(
    startingWith first: Job?, _ actions: inout [PostCommit]
  ) throws(CoreFault) -> Int64 {
    if let handed = handedOver {
      handedOver = nil
      jobs.append(handed.job)
      do throws(CoreFault) { actions.append(try handed.outcome.get()) } catch {
        if let first { jobs.append(first) }
        throw error
      }
      return handed.changesBefore
    }
    do throws(StoreError) { try connection.begin() } catch {
      if let first { jobs.append(first) }
      throw .store(error)
    }
    return connection.totalChanges
  }

  private func run(_ job: Job) throws(CoreFault) -> PostCommit {
    let changesBefore = connection.totalChanges
    do {
      return try job.run(core, clock.now)
    } catch let error as StoreError {
      throw .store(error)
    } catch {
      guard connection.totalChanges == changesBefore else {
        throw .job("refused after writing: \(error)")
      }
      let refusal =
        error as? Refusal
        ?? Refusal(PlatformError.internalFault, ["reason": .string("\(error)")])
      return { job.owner.refuse(refusal) }
    }
  }

  /// Undoes a group; false where the daemon must stop.
  private func abandon(after fault: CoreFault) -> Bool {
    log.error(
      "core.group_failed", ["jobs": .integer(Int64(jobs.count)), "reason": .string("\(fault)")])
    guard let refusal = fault.refusal else {
      onFatal(fault)
      return false
    }
    do throws(StoreError) {
      try connection.rollback()
      try core.reload()
    } catch {
      onFatal(.store(error))
      return false
    }
    let owners = jobs.map(\.owner)
    post { for owner in owners { owner.refuse(refusal) } }
    return true
  }
}

extension CoreThread {
  /// Runs a job at once on the loop's thread where the core has nothing to do, and gives what
  /// follows; nil where it must be queued. Two threads that wake each other cost more than reading
  /// some rows.
  ///
  /// For jobs that read: what one of them writes after all is made durable by the core's own
  /// thread, in a group with whatever comes next, and its action runs after that.
  func runAtOnce(
    _ run: @escaping Run, failed: @escaping @Sendable (Refusal) -> Void
  ) -> PostCommit? {
    guard unansweredGroups.load(ordering: .acquiring) == 0, queue.count == 0, turn.take() else {
      return nil
    }
    defer { turn.giveBack() }
    // Something was handed over and not yet looked at.
    guard handedOver == nil else { return nil }
    let began = MonotonicNanoseconds.now
    do throws(StoreError) { try connection.beginReading() } catch { return nil }
    let job = Job(run: run, owner: RefusalFunction(failed))
    let changesBefore = connection.totalChanges
    let outcome: Result<PostCommit, CoreFault>
    do throws(CoreFault) {
      let action = try self.run(job)
      if connection.totalChanges == changesBefore {
        do throws(StoreError) { try connection.rollback() } catch { throw .store(error) }
        metrics.note(jobs: 1, nanoseconds: MonotonicNanoseconds.now - began)
        return action
      }
      outcome = .success(action)
    } catch { outcome = .failure(error) }
    handedOver = HandedOver(job: job, outcome: outcome, changesBefore: changesBefore)
    // Only wakes the core; where it takes nothing any more it looks once before it ends.
    _ = queue.offer(Job(run: { _, _ in {} }, owner: RefusalFunction { _ in }))
    return {}
  }
}
