import Testing

@testable import madangd

@Suite struct TokenBucketTests {
  @Test func capacityIsTakenAtOnceAndComesBackSteadily() {
    var bucket = TokenBucket(capacity: 3, perSecond: 10, nowNanoseconds: 0)
    #expect(take(4, from: &bucket, at: 0) == 3)
    #expect(bucket.retryMilliseconds == 100)
    #expect(take(1, from: &bucket, at: 99_000_000) == 0)
    #expect(take(1, from: &bucket, at: 100_000_000) == 1)
    #expect(take(4, from: &bucket, at: 10_000_000_000) == 3)
  }

  @Test func aClockThatRunsBackGivesNothing() {
    var bucket = TokenBucket(capacity: 1, perSecond: 1, nowNanoseconds: 5_000_000_000)
    #expect(take(1, from: &bucket, at: 5_000_000_000) == 1)
    #expect(take(1, from: &bucket, at: 0) == 0)
    #expect(take(1, from: &bucket, at: 5_500_000_000) == 0)
    #expect(take(1, from: &bucket, at: 6_000_000_000) == 1)
  }

  /// How many of so many tries succeed.
  private func take(_ tries: Int, from bucket: inout TokenBucket, at time: Int64) -> Int {
    var taken = 0
    for _ in 0..<tries where bucket.take(nowNanoseconds: time) { taken += 1 }
    return taken
  }
}
