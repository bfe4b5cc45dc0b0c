import Glibc
import Loop
import Synchronization

/// The empty network namespace that all programs of a root daemon share.
///
/// Sharing saves 0.6 ms a start; nobody inside can reach anybody, because no interface is up and
/// no program may make a socket.
final class SharedNetwork: Sendable {
  private enum State {
    case untried
    case open(Int32)
    case refused
  }

  private let state = Mutex(State.untried)

  deinit {
    state.withLock { state in
      if case .open(let namespace) = state { close(namespace) }
    }
  }

  /// The namespace's descriptor, made on first use; `nil` when each program must make its own.
  func descriptor() -> Int32? {
    state.withLock { state in
      if case .untried = state { state = Self.make() }
      guard case .open(let namespace) = state else { return nil }
      return namespace
    }
  }

  private static func make() -> State {
    guard geteuid() == 0 else { return .refused }
    do throws(ProcessFailure) {
      return .open(try ProcessLaunch.emptyNetworkNamespace().release())
    } catch {
      return .refused
    }
  }
}
