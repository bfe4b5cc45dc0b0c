import Glibc

/// Durations of one repeated step, in nanoseconds.
struct Timings {
  private var samples: [UInt64] = []

  /// Monotonic time in nanoseconds.
  static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// Processor time of this process in nanoseconds: what a busy machine does not blur.
  static func processor() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  var count: Int {
    samples.count
  }

  mutating func add(since start: UInt64) {
    samples.append(Self.now() - start)
  }

  mutating func add(nanoseconds: UInt64) {
    samples.append(nanoseconds)
  }

  /// The samples in order of size, for percentiles.
  func sorted() -> [Double] {
    samples.sorted().map { Double($0) / 1000 }
  }
}

extension [Double] {
  /// The value of ascending microseconds below which a part of them lies, rounded to a tenth.
  func percentile(_ part: Double) -> Double {
    precondition(!isEmpty, "a percentile needs a sample")
    let value = self[Swift.min(count - 1, Int(Double(count) * part))]
    return (value * 10).rounded() / 10
  }
}
