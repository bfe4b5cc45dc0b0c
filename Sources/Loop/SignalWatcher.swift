import CLinux
import Glibc

/// Signals as events of the loop (signalfd(2)).
///
/// Made before any other thread starts: threads inherit the blocked signals. So do children,
/// whose spawner must unblock them.
package final class SignalWatcher {
  private let loop: EventLoop
  private var descriptor: Int32?

  /// Hands each of the signals to a closure on the loop's thread instead of ending the process.
  package init(
    _ loop: EventLoop, _ signals: [Int32], _ handler: @escaping (Int32) -> Void
  ) throws(LoopError) {
    precondition(!signals.isEmpty, "no signal to watch")
    self.loop = loop
    let number = signals.withUnsafeBufferPointer {
      clinux_signalfd($0.baseAddress, Int32($0.count))
    }
    let owned = OwnedDescriptor(owning: try check(number, "signalfd"))
    try loop.watch(owned.raw, for: .read) { _ in
      while case let signal = clinux_signalfd_read(number), signal > 0 { handler(signal) }
    }
    descriptor = owned.release()
  }

  deinit { close() }

  /// Ends the watch; the signals stay blocked.
  package func close() {
    guard let descriptor else { return }
    loop.unwatch(descriptor)
    Glibc.close(descriptor)
    self.descriptor = nil
  }
}
