import Glibc
import Host
import Loop

/// A program in its sandbox, and how to talk to it.
final class Contained {
  let child: ChildProcess
  private let talking: TalkingProgram

  init(_ child: ChildProcess) throws(BenchmarkError) {
    self.child = child
    guard let input = child.takeStandardInput(), let output = child.takeStandardOutput() else {
      throw .unavailable("a new child has its pipes")
    }
    talking = TalkingProgram(pid: nil, input: input, output: output)
  }

  /// Asks what it is and waits for the whole answer.
  func discover() throws(BenchmarkError) { try talking.discover() }

  /// Closes its input, after which it ends by itself.
  func closeInput() { talking.closeInput() }

  /// Waits for its orderly end.
  func end() throws(BenchmarkError) {
    closeInput()
    let exit = child.process.waitForExit()
    guard exit == .exited(status: 0) else { throw .unavailable("a program ended with \(exit)") }
  }
}

/// Takes a child from the thread that started it.
///
/// `@unchecked Sendable`: the result is reached under the condition's mutex only.
final class Handover: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let arrival = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var result: Result<ChildProcess, SandboxFailure>?

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(arrival, nil)
  }

  deinit {
    pthread_cond_destroy(arrival)
    pthread_mutex_destroy(mutex)
    arrival.deallocate()
    mutex.deallocate()
  }

  /// Hands the outcome of a start over.
  func give(_ result: Result<ChildProcess, SandboxFailure>) {
    pthread_mutex_lock(mutex)
    self.result = result
    pthread_cond_signal(arrival)
    pthread_mutex_unlock(mutex)
  }

  /// Waits for the child.
  func wait() throws(BenchmarkError) -> Contained {
    pthread_mutex_lock(mutex)
    while result == nil { pthread_cond_wait(arrival, mutex) }
    let result = result
    pthread_mutex_unlock(mutex)
    guard case .success(let child)? = result else {
      throw .unavailable("no start: \(String(describing: result))")
    }
    return try Contained(child)
  }
}
