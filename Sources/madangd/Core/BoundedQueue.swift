import Glibc

/// Elements that many threads add and one thread takes, first in, first out, with a limit.
///
/// `@unchecked Sendable`: everything mutable is reached under `mutex` only.
final class BoundedQueue<Element: Sendable>: @unchecked Sendable {
  private let limit: Int
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let arrival: UnsafeMutablePointer<pthread_cond_t>
  private var elements: [Element?] = []
  private var head = 0
  private var isClosed = false

  init(limit: Int) {
    precondition(limit > 0, "a queue needs room")
    self.limit = limit
    mutex = .allocate(capacity: 1)
    arrival = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(arrival, nil)
  }

  deinit {
    pthread_cond_destroy(arrival)
    pthread_mutex_destroy(mutex)
    arrival.deallocate()
    mutex.deallocate()
  }

  /// How many wait.
  var count: Int { locked { elements.count - head } }

  /// Adds an element; false where the queue is full or closed. Never waits.
  func offer(_ element: Element) -> Bool {
    let isTaken = locked {
      guard !isClosed, elements.count - head < limit else { return false }
      elements.append(element)
      return true
    }
    // Outside the lock: whoever waits would wake only to wait for it.
    if isTaken { pthread_cond_signal(arrival) }
    return isTaken
  }

  /// The next element, waiting for one; nil once the queue is closed and empty.
  func take() -> Element? {
    locked {
      while elements.count == head && !isClosed { pthread_cond_wait(arrival, mutex) }
      return removeFirst()
    }
  }

  /// The next element where one waits already.
  func poll() -> Element? { locked { removeFirst() } }

  /// Takes nothing more; what waits is still given out.
  func close() {
    locked {
      isClosed = true
      pthread_cond_broadcast(arrival)
    }
  }

  private func locked<R>(_ body: () -> R) -> R {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }

  private func removeFirst() -> Element? {
    guard head < elements.count else { return nil }
    // Moved out: a copy would cost counting whatever the element holds, twice.
    let element = elements[head].take()
    head += 1
    if head == elements.count {
      elements.removeAll(keepingCapacity: true)
      head = 0
    } else if head >= limit {
      // A queue that is never empty must not grow for ever.
      elements.removeSubrange(..<head)
      head = 0
    }
    return element
  }
}
