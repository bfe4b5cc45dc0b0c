import CLinux
import Glibc
import Synchronization

/// A child of this daemon: its pid, a descriptor that becomes readable at its end, and its reaping.
package final class ProcessHandle: Sendable {
  private enum Life {
    case running
    case ended(ProcessExit)
  }

  /// The pid in the daemon's own namespace.
  package let pid: Int32

  /// Readable (epoll: EPOLLIN) when the child has ended; owned by this handle.
  package let pidDescriptor: Int32

  private let life = Mutex(Life.running)

  /// Takes over a child that nobody has reaped yet.
  package init(pid: Int32) throws(ProcessFailure) {
    precondition(pid > 1, "a child has a pid of its own")
    let descriptor = clinux_pidfd_open(pid)
    guard descriptor >= 0 else { throw ProcessFailure(call: "pidfd_open", code: -descriptor) }
    self.pid = pid
    pidDescriptor = descriptor
  }

  /// A forgotten child is killed and reaped, never left behind as a zombie.
  deinit {
    kill()
    _ = waitForExit()
    close(pidDescriptor)
  }

  /// Sends SIGKILL; nothing happens when the child has ended already.
  package func kill() {
    life.withLock { life in
      guard case .running = life else { return }
      _ = clinux_pidfd_send_signal(pidDescriptor, SIGKILL)
    }
  }

  /// Collects the exit if the child has ended; `nil` while it runs. Never blocks, may be repeated.
  package func reap() -> ProcessExit? { collect(options: WNOHANG) }

  /// Blocks until the child has ended; for tests and for the end of a handle, never on the loop.
  package func waitForExit() -> ProcessExit {
    // The wait is on the descriptor, outside the lock, so that another thread can still kill.
    var ended = pollfd(fd: pidDescriptor, events: Int16(POLLIN), revents: 0)
    while poll(&ended, 1, -1) < 0 && errno == EINTR {}
    return collect(options: 0) ?? .exited(status: -1)
  }

  /// Processor time the child has used so far in nanoseconds; `nil` once it is gone.
  ///
  /// The CPU limit counts the whole life: restart a long-lived program before it gets there.
  package func processorNanoseconds() -> Int64? {
    life.withLock { life in
      // The pid is ours until it is reaped, and reaping takes the same lock.
      guard case .running = life else { return nil }
      var clock = clockid_t()
      var used = timespec()
      guard clock_getcpuclockid(pid, &clock) == 0, clock_gettime(clock, &used) == 0 else {
        return nil
      }
      return Int64(used.tv_sec) * 1_000_000_000 + Int64(used.tv_nsec)
    }
  }

  private func collect(options: Int32) -> ProcessExit? {
    life.withLock { life in
      if case .ended(let exit) = life { return exit }
      guard let exit = Self.wait(for: pid, options: options) else { return nil }
      life = .ended(exit)
      return exit
    }
  }

  /// Reaps one child by pid; `nil` when it still runs. A child somebody else reaped counts as gone.
  package static func wait(for pid: Int32, options: Int32) -> ProcessExit? {
    var status: Int32 = 0
    while true {
      let answer = waitpid(pid, &status, options)
      if answer == 0 { return nil }
      if answer == pid { return decode(status) }
      if errno != EINTR { return .exited(status: -1) }
    }
  }

  /// The layout of wait(2): low seven bits are the signal, the next byte the status.
  private static func decode(_ status: Int32) -> ProcessExit {
    let signal = status & 0x7f
    if signal == 0 { return .exited(status: (status >> 8) & 0xff) }
    return .signalled(number: signal)
  }
}
