import Crypto
import Wire

/// Names requests that come without a name: unique within a run of the daemon, and for no cost.
struct TraceSource {
  private let high: UInt64
  private var low: UInt64

  init(random: inout some RandomSource) {
    func number() -> UInt64 { random.bytes(8).reduce(0) { $0 << 8 | UInt64($1) } }
    high = number()
    low = number()
  }

  mutating func next() -> TraceID {
    low &+= 1
    return TraceID(high: high, low: low)
  }
}
