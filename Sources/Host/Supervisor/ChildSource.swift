/// Where processes come from: the sandbox in the daemon, plain programs in tests.
package protocol ChildSource: AnyObject {
  /// Takes the outcome of one start, on the loop's thread.
  typealias Completion = (Result<StartedChild, ProgramFailure>) -> Void

  /// Starts a process of a release; on the loop's thread.
  func start(_ release: AppRelease, _ completion: @escaping Completion)

  /// Starts a process of a bundle that is not published yet; on the loop's thread.
  func start(
    _ bundle: Bundle, entry: ProgramEntry, limits: SandboxLimits,
    _ completion: @escaping Completion)
}

/// A process that has just started, and whom to tell that it is gone.
package struct StartedChild {
  /// The process and its pipes.
  package let child: ChildProcess
  /// To be called once, when the process was reaped.
  package let ended: () -> Void

  /// A started process.
  package init(child: ChildProcess, ended: @escaping () -> Void) {
    self.child = child
    self.ended = ended
  }
}
