import Glibc

/// A counting semaphore: one signal wakes one wait.
///
/// `@unchecked Sendable` because sem_t is made for several threads and never moves.
final class SpawnSignal: @unchecked Sendable {
  private let semaphore: UnsafeMutablePointer<sem_t>

  init() {
    semaphore = .allocate(capacity: 1)
    let made = sem_init(semaphore, 0, 0)
    precondition(made == 0, "a semaphore at zero is always possible")
  }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  func signal() {
    sem_post(semaphore)
  }

  func wait() {
    while sem_wait(semaphore) != 0 && errno == EINTR {}
  }
}
