import Glibc

/// A thread of the daemon that runs one function from its start to its end.
final class ServiceThread: Sendable {
  private final class Start: Sendable {
    let body: @Sendable () -> Void

    init(body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private let thread: pthread_t

  /// Starts the thread.
  init(_ body: @escaping @Sendable () -> Void) {
    let start = Unmanaged.passRetained(Start(body: body))
    var created = pthread_t()
    let status = pthread_create(
      &created, nil,
      { raw in
        guard let raw else { return nil }
        Unmanaged<Start>.fromOpaque(raw).takeRetainedValue().body()
        return nil
      }, start.toOpaque())
    precondition(status == 0, "the daemon's few threads are made at its start")
    thread = created
  }

  /// Waits for its end; once.
  func join() {
    let status = pthread_join(thread, nil)
    precondition(status == 0, "a thread is joined once and not by itself")
  }
}
