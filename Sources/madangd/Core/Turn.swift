import Glibc

/// Something that one thread at a time holds, and that another thread may give back.
///
/// `@unchecked Sendable`: a semaphore is made to be used by many threads.
final class Turn: @unchecked Sendable {
  private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  /// Held by nobody.
  init() {
    let status = sem_init(semaphore, 0, 1)
    precondition(status == 0, "a semaphore of one process needs nothing")
  }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  /// Waits until nobody holds it, and takes it.
  func wait() {
    while sem_wait(semaphore) != 0 { precondition(errno == EINTR, "only a signal wakes it early") }
  }

  /// Takes it where nobody holds it; never waits.
  func take() -> Bool { sem_trywait(semaphore) == 0 }

  /// Lets it go.
  func giveBack() { sem_post(semaphore) }
}
