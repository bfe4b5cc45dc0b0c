import Testing

@testable import madangd

@Suite struct TokenBucketTests {
  @Test func capacityIsTakenAtOnceAndComesBackSteadily() {
    var bucket = TokenBucket(capacity: 3, perSecond: 10, nowNanoseconds: 0)
    #expect((0..<4).map { _ in bucket.take(nowNanoseconds: 0) } == [true, true, true, false])
    #expect(bucket.retryMilliseconds == 100)
    #expect(!bucket.take(nowNanoseconds: 99_000_000))
    #expect(bucket.take(nowNanoseconds: 100_000_000))
    #expect(
      (0..<4).map { _ in bucket.take(nowNanoseconds: 10_000_000_000) }.filter { $0 }.count == 3)
  }

  @Test func aClockThatRunsBackGivesNothing() {
    var bucket = TokenBucket(capacity: 1, perSecond: 1, nowNanoseconds: 5_000_000_000)
    #expect(bucket.take(nowNanoseconds: 5_000_000_000))
    #expect(!bucket.take(nowNanoseconds: 0))
    #expect(!bucket.take(nowNanoseconds: 5_500_000_000))
    #expect(bucket.take(nowNanoseconds: 6_000_000_000))
  }
}
