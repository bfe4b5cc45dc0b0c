import Glibc
import Store
import Wire

/// What happens on the loop once a job's group is durable: usually the answer to its caller.
typealias PostCommit = @Sendable () -> Void

/// The one thread that writes: it owns the writing connection and the core, runs jobs in groups
/// and lets nobody hear of a job before the group's COMMIT returned (architecture.md).
///
/// `@unchecked Sendable`: connection and core are touched by the core thread only; the queue and
/// the closures are safe from any thread.
final class CoreThread<Core: CoreState>: @unchecked Sendable {
  /// A command: it may read and write through the core at world time, and says what follows.
  ///
  /// It throws a `Refusal` only before it wrote or changed anything.
  typealias Run = @Sendable (Core, Instant) throws -> PostCommit

  private struct Job: Sendable {
    let run: Run
    let failed: @Sendable (Refusal) -> Void
  }

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

  /// A core whose thread runs after `start`; nobody else uses connection and core then. `post`
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

  /// Queues a job from any thread; exactly one of its action and `failed` runs later on the loop,
  /// unless the daemon stops for a fault.
  func submit(run: @escaping Run, failed: @escaping @Sendable (Refusal) -> Void) {
    guard !queue.offer(Job(run: run, failed: failed)) else { return }
    let refusal = Refusal(
      PlatformError.busy, retryAfterMilliseconds: CoreLimits.retryMilliseconds)
    post { failed(refusal) }
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
      guard group(startingWith: first) else { return queue.close() }
    }
    do {
      try connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    } catch {
      // The log is as durable as the file; the next start reads it.
      log.warning("core.checkpoint_failed", ["reason": .string("\(error)")])
    }
  }

  /// Runs one group; false where the daemon must stop.
  private func group(startingWith first: Job) -> Bool {
    var jobs: [Job] = []
    let began = MonotonicNanoseconds.now
    do throws(CoreFault) {
      let actions = try commit(startingWith: first, collecting: &jobs)
      metrics.note(jobs: jobs.count, nanoseconds: MonotonicNanoseconds.now - began)
      post { for action in actions { action() } }
      return true
    } catch {
      return abandon(jobs, after: error)
    }
  }

  private func commit(
    startingWith first: Job, collecting jobs: inout [Job]
  ) throws(CoreFault) -> [PostCommit] {
    do throws(StoreError) { try connection.begin() } catch {
      jobs.append(first)
      throw .store(error)
    }
    let changesBefore = connection.totalChanges
    let deadline = MonotonicNanoseconds.now + limits.groupNanoseconds
    var actions: [PostCommit] = []
    var next: Job? = first
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
      return { job.failed(refusal) }
    }
  }

  /// Undoes a group; false where the daemon must stop.
  private func abandon(_ jobs: [Job], after fault: CoreFault) -> Bool {
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
    post { for job in jobs { job.failed(refusal) } }
    return true
  }
}
