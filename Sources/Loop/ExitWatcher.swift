/// Waits on the loop for the end of one child and reaps it.
///
/// Confined to the loop's thread.
package final class ExitWatcher {
  private let loop: EventLoop
  private let process: ProcessHandle
  private var isWatching = true
  private let handler: (ProcessExit) -> Void

  /// Watches a child; the handler runs once, when the child has been reaped.
  package init(
    _ loop: EventLoop, _ process: ProcessHandle, _ handler: @escaping (ProcessExit) -> Void
  ) throws(LoopError) {
    self.loop = loop
    self.process = process
    self.handler = handler
    try loop.watch(process.pidDescriptor, for: .read) { [weak self] _ in self?.reap() }
  }

  deinit { end() }

  private func end() {
    guard isWatching else { return }
    isWatching = false
    loop.unwatch(process.pidDescriptor)
  }

  private func reap() {
    guard let exit = process.reap() else { return }
    end()
    handler(exit)
  }
}
