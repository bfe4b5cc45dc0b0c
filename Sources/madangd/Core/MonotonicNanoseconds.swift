import Glibc

/// The machine's monotonic clock in nanoseconds, for spans shorter than a millisecond.
enum MonotonicNanoseconds {
  /// The present moment since an arbitrary start.
  static var now: Int64 {
    var time = timespec()
    let status = clock_gettime(CLOCK_MONOTONIC, &time)
    precondition(status == 0, "Linux always has a monotonic clock")
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
