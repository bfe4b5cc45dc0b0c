/// Counts observations in fixed buckets, as Prometheus reads them.
struct Histogram: Sendable {
  /// The upper ends of the buckets, ascending; the last bucket has none.
  let bounds: [Double]
  private(set) var counts: [Int64]
  private(set) var sum = 0.0

  init(_ bounds: [Double]) {
    precondition(bounds == bounds.sorted() && !bounds.isEmpty, "bounds ascend")
    self.bounds = bounds
    counts = Array(repeating: 0, count: bounds.count + 1)
  }

  /// Seconds from 100 µs to 10 s.
  static let seconds = Histogram([
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
    10,
  ])
  /// Small numbers by powers of two.
  static let sizes = Histogram([1, 2, 4, 8, 16, 32, 64, 128, 256, 512])

  mutating func observe(_ value: Double) {
    var bucket = 0
    while bucket < bounds.count, value > bounds[bucket] { bucket += 1 }
    counts[bucket] += 1
    sum += value
  }
}
