import CLinux
import Glibc

/// Work that other threads hand to the loop: bounded, first in, first out.
///
/// `@unchecked Sendable`: everything mutable is reached under `mutex` only.
final class Inbox: @unchecked Sendable {
  typealias Work = @Sendable () -> Void

  /// The most pieces of work waiting; a thread that would add more waits for the loop.
  static let limit = 65_536

  private let limit: Int
  private let wake: OwnedDescriptor
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let room: UnsafeMutablePointer<pthread_cond_t>
  private var waiting: [Work] = []
  private var isClosed = false

  init(limit: Int = Inbox.limit) throws(LoopError) {
    precondition(limit > 0, "an inbox needs room")
    self.limit = limit
    wake = OwnedDescriptor(owning: try check(clinux_eventfd(), "eventfd"))
    mutex = .allocate(capacity: 1)
    room = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(room, nil)
  }

  deinit {
    pthread_cond_destroy(room)
    pthread_mutex_destroy(mutex)
    room.deallocate()
    mutex.deallocate()
  }

  /// Readable while work waits.
  var descriptor: Int32 { wake.raw }

  /// Adds work; `mayWait` is false on the loop's own thread, which must never wait for itself.
  /// False where the loop has ended.
  func add(_ work: @escaping Work, mayWait: Bool) -> Bool {
    pthread_mutex_lock(mutex)
    while mayWait && waiting.count >= limit && !isClosed { pthread_cond_wait(room, mutex) }
    let isOpen = !isClosed
    if isOpen { waiting.append(work) }
    let isFirst = isOpen && waiting.count == 1
    pthread_mutex_unlock(mutex)
    // Once for each `takeAll`, and outside the lock: the loop would wake only to wait for it.
    if isFirst {
      let status = clinux_eventfd_wake(wake.raw)
      precondition(status == 0, "an eventfd can always be written")
    }
    return isOpen
  }

  /// All the work that waits, in order, into an empty list whose memory takes the next.
  func takeAll(into taken: inout [Work]) {
    precondition(taken.isEmpty, "what was taken before is done")
    let status = clinux_eventfd_drain(wake.raw)
    precondition(status == 0, "an eventfd can always be read")
    pthread_mutex_lock(mutex)
    swap(&waiting, &taken)
    pthread_cond_broadcast(room)
    pthread_mutex_unlock(mutex)
  }

  /// Refuses everything from now on and lets waiting threads go.
  func close() {
    pthread_mutex_lock(mutex)
    isClosed = true
    waiting = []
    pthread_cond_broadcast(room)
    pthread_mutex_unlock(mutex)
  }

  /// Lists grown beyond this are given back.
  static let keptCapacity = 4096
}
