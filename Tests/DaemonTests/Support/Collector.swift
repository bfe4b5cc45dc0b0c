import Glibc
import Synchronization

/// Gathers values that other threads give; waits for them without sleeping.
final class Collector<Value: Sendable>: Sendable {
  private let values = Mutex<[Value]>([])
  private let arrivals = Semaphore()

  func add(_ value: Value) {
    values.withLock { $0.append(value) }
    arrivals.signal()
  }

  /// Everything so far.
  var all: [Value] { values.withLock { $0 } }

  /// Everything once so many have come.
  func wait(for count: Int) -> [Value] {
    while all.count < count { arrivals.wait() }
    return all
  }
}

/// A counting semaphore.
final class Semaphore: @unchecked Sendable {
  // The address never changes; sem_t is made for several threads.
  private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init() { sem_init(semaphore, 0, 0) }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  func signal() { sem_post(semaphore) }

  func wait() { while sem_wait(semaphore) != 0 {} }
}
