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

  private enum Request {
    case start(SandboxPolicy, Completion)
    case trial(directory: String, user: UInt32?, @Sendable (SandboxReport) -> Void)
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
      queue.waiting.append(.start(policy, completion))
      return nil
    }
    if let refusal {
      completion(.failure(refusal))
    } else {
      wakeUp.signal()
    }
  }

  /// Goes through every step of a start without a program, and tells what this machine grants.
  ///
  /// Waits a few milliseconds for it: call it before anything is served. `directory` is where
  /// bundles lie, `user` a program's.
  package func tryOut(directory: String, user: UInt32?) -> SandboxReport {
    let done = SpawnSignal()
    let answer = Mutex(SandboxReport(layers: [], reason: .queueFull))
    queue.withLock { queue in
      queue.waiting.append(
        .trial(directory: directory, user: user) { report in
          answer.withLock { $0 = report }
          done.signal()
        })
    }
    wakeUp.signal()
    done.wait()
    return answer.withLock { $0 }
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
        if let next { refuse(next) }
        refuseWaiting()
        return
      }
      switch next {
      case .start(let policy, let completion)?: completion(launch.start(policy))
      case .trial(let directory, let user, let completion)?:
        completion(launch.trial(directory: directory, user: user))
      case nil: break
      }
    }
  }

  private func refuseWaiting() {
    let waiting = queue.withLock { queue in
      let waiting = queue.waiting
      queue.waiting = []
      return waiting
    }
    for request in waiting { refuse(request) }
  }

  private func refuse(_ request: Request) {
    switch request {
    case .start(_, let completion): completion(.failure(.stopped))
    case .trial(_, _, let completion): completion(SandboxReport(layers: [], reason: .stopped))
    }
  }
}
