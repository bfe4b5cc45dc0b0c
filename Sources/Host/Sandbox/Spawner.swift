import Glibc
import Loop
import Synchronization

/// Starts programs in their sandbox, one after the other, on one thread that never ends.
///
/// The thread is permanent because a child dies with the *thread* that started it
/// (prctl(2), PR_SET_PDEATHSIG). Stopping the spawner therefore kills every program.
package final class Spawner: Sendable {
  /// Starts that may wait; more are refused at once.
  package static let queueLimit = 64

  /// Called once, on the spawn thread: hand the child over to its own thread and return.
  package typealias Completion = @Sendable (Result<ChildProcess, SandboxFailure>) -> Void

  private struct Request {
    let policy: SandboxPolicy
    let completion: Completion
  }

  private struct Queue {
    var waiting: [Request] = []
    var isStopped = false
  }

  private let queue = Mutex(Queue())
  private let wakeUp: SpawnSignal
  private let launch: SandboxLaunch

  /// Starts the thread. `launcherPath` is absolute: the `sandbox-launcher` beside the daemon.
  package init(launcherPath: String) throws(SandboxFailure) {
    launch = SandboxLaunch(launcherPath: launcherPath)
    wakeUp = SpawnSignal()
    let argument = Unmanaged.passRetained(self)
    var thread = pthread_t()
    let error = pthread_create(
      &thread, nil,
      { raw in
        guard let raw else { return nil }
        Unmanaged<Spawner>.fromOpaque(raw).takeRetainedValue().run()
        return nil
      }, argument.toOpaque())
    guard error == 0 else {
      argument.release()
      throw .process(ProcessFailure(call: "pthread_create", code: error))
    }
    pthread_detach(thread)
  }

  /// Queues one start; the answer comes on the spawn thread, refusals of the queue on the caller's.
  package func spawn(_ policy: SandboxPolicy, completion: @escaping Completion) {
    let refusal: SandboxFailure? = queue.withLock { queue in
      if queue.isStopped { return .stopped }
      if queue.waiting.count >= Self.queueLimit { return .queueFull }
      queue.waiting.append(Request(policy: policy, completion: completion))
      return nil
    }
    if let refusal {
      completion(.failure(refusal))
    } else {
      wakeUp.signal()
    }
  }

  /// Ends the thread, and with it every program it started. Waiting starts answer `stopped`.
  package func stop() {
    queue.withLock { $0.isStopped = true }
    wakeUp.signal()
  }

  private func run() {
    while true {
      wakeUp.wait()
      let (next, isStopped) = queue.withLock { queue in
        (queue.waiting.isEmpty ? nil : queue.waiting.removeFirst(), queue.isStopped)
      }
      if isStopped {
        next?.completion(.failure(.stopped))
        refuseWaiting()
        return
      }
      if let next { next.completion(launch.start(next.policy)) }
    }
  }

  private func refuseWaiting() {
    let waiting = queue.withLock { queue in
      let waiting = queue.waiting
      queue.waiting = []
      return waiting
    }
    for request in waiting { request.completion(.failure(.stopped)) }
  }
}
