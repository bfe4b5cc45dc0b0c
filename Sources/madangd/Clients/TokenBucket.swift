/// A rate limit: tokens come back steadily up to a capacity, each request takes one; pure.
struct TokenBucket: Sendable {
  private let capacity: Double
  private let perNanosecond: Double
  private var tokens: Double
  private var latestNanoseconds: Int64

  /// A full bucket.
  init(capacity: Double, perSecond: Double, nowNanoseconds: Int64) {
    precondition(capacity >= 1 && perSecond > 0, "a limit lets something through")
    self.capacity = capacity
    perNanosecond = perSecond / 1_000_000_000
    tokens = capacity
    latestNanoseconds = nowNanoseconds
  }

  /// Takes a token; false where none is left.
  mutating func take(nowNanoseconds: Int64) -> Bool {
    let passed = max(0, nowNanoseconds - latestNanoseconds)
    latestNanoseconds = max(latestNanoseconds, nowNanoseconds)
    tokens = min(capacity, tokens + Double(passed) * perNanosecond)
    guard tokens >= 1 else { return false }
    tokens -= 1
    return true
  }

  /// How long until the next token, in milliseconds, rounded up.
  var retryMilliseconds: Int64 {
    Int64((max(0, 1 - tokens) / perNanosecond / 1_000_000).rounded(.up))
  }
}
