package import Loop
import Synchronization

/// A program that runs in its sandbox, with our ends of its three pipes.
///
/// Our ends are non-blocking and close on exec. Releasing the last reference kills and reaps it.
package final class ChildProcess: Sendable {
  /// Pid, exit descriptor, kill and reap.
  package let process: ProcessHandle

  /// The layers that became active.
  package let layers: SandboxLayers

  /// Set when namespaces were refused and the program runs on landlock and seccomp alone.
  package let fallbackReason: SandboxFailure?

  /// Its control group, removed when nobody holds the process any more.
  private let group: ControlGroup?

  private struct Pipes: ~Copyable {
    var input: OwnedDescriptor?
    var output: OwnedDescriptor?
    var error: OwnedDescriptor?
  }

  private let pipes: Mutex<Pipes>

  init(
    process: ProcessHandle, layers: SandboxLayers, fallbackReason: SandboxFailure?,
    group: ControlGroup? = nil, input: consuming OwnedDescriptor, output: consuming OwnedDescriptor,
    error: consuming OwnedDescriptor
  ) {
    self.process = process
    self.layers = layers
    self.fallbackReason = fallbackReason
    self.group = group
    pipes = Mutex(Pipes(input: input, output: output, error: error))
  }

  /// The end that writes to the program's stdin; the caller owns it. `nil` when taken before.
  package func takeStandardInput() -> OwnedDescriptor? {
    pipes.withLock { $0.input.take() }
  }

  /// The end that reads the program's stdout; the caller owns it. `nil` when taken before.
  package func takeStandardOutput() -> OwnedDescriptor? {
    pipes.withLock { $0.output.take() }
  }

  /// The end that reads the program's stderr; the caller owns it. `nil` when taken before.
  package func takeStandardError() -> OwnedDescriptor? {
    pipes.withLock { $0.error.take() }
  }
}
