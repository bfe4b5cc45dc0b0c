import Glibc

/// A moment of the machine's monotonic clock in milliseconds: for deadlines and back-off only,
/// never stored, never shown, always real (architecture.md, "Two clocks").
package struct MonotonicTime: Hashable, Comparable, Sendable {
  /// Milliseconds since an arbitrary start.
  package var milliseconds: Int64

  /// The moment of the given count; tests choose their own.
  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// The present moment.
  package static var now: MonotonicTime {
    var time = timespec()
    let status = clock_gettime(CLOCK_MONOTONIC, &time)
    precondition(status == 0, "Linux always has a monotonic clock")
    return MonotonicTime(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// Whether one moment lies before another.
  package static func < (left: MonotonicTime, right: MonotonicTime) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// The moment so many milliseconds later.
  package static func + (left: MonotonicTime, milliseconds: Int64) -> MonotonicTime {
    MonotonicTime(milliseconds: left.milliseconds + milliseconds)
  }

  /// The milliseconds from one moment to a later one.
  package static func - (left: MonotonicTime, right: MonotonicTime) -> Int64 {
    left.milliseconds - right.milliseconds
  }
}
