import Wire

/// A thread for what would keep the loop or the core waiting: hashing, files, history.
///
/// It owns a state of its own, such as a read-only connection.
/// `@unchecked Sendable`: the state is touched by the worker's thread only.
final class Worker<State: SendableMetatype>: @unchecked Sendable {
  /// A piece of work; what it returns runs on the loop.
  typealias Work = @Sendable (State) throws -> PostCommit

  private struct Job: Sendable {
    let work: Work
    let failed: @Sendable (Refusal) -> Void
  }

  private let queue: BoundedQueue<Job>
  private let state: State
  private let post: @Sendable (@escaping PostCommit) -> Void
  private var thread: ServiceThread?

  /// A worker that starts at once.
  init(
    state: State, limit: Int = WorkerLimits.queuedJobs,
    post: @escaping @Sendable (@escaping PostCommit) -> Void
  ) {
    queue = BoundedQueue(limit: limit)
    self.state = state
    self.post = post
    thread = ServiceThread { self.serve() }
  }

  /// Queues work from any thread; exactly one of its action and `failed` runs later on the loop.
  func submit(work: @escaping Work, failed: @escaping @Sendable (Refusal) -> Void) {
    guard !queue.offer(Job(work: work, failed: failed)) else { return }
    let refusal = Refusal(
      PlatformError.busy, retryAfterMilliseconds: WorkerLimits.retryMilliseconds)
    post { failed(refusal) }
  }

  /// Takes no more work, finishes what waits and ends.
  func stop() {
    queue.close()
    thread?.join()
    thread = nil
  }

  private func serve() {
    while let job = queue.take() {
      do {
        post(try job.work(state))
      } catch {
        let refusal =
          error as? Refusal
          ?? Refusal(PlatformError.internalFault, ["reason": .string("\(error)")])
        post { job.failed(refusal) }
      }
    }
  }
}

/// What a worker takes on.
enum WorkerLimits {
  /// Pieces of work that may wait; beyond that callers are told `platform.busy`.
  static let queuedJobs = 256
  /// When a refused caller may ask again, in milliseconds.
  static let retryMilliseconds: Int64 = 200
}
