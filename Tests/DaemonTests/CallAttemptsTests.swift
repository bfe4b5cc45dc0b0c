import Testing

@testable import madangd

/// What is remembered of calls that came to nothing.
@Suite struct CallAttemptsTests {
  @Test func theLatestNumberStays() {
    var attempts = CallAttempts()
    #expect(attempts.sent("a") == 0)
    attempts.noteFailed("a", attempt: 1)
    attempts.noteFailed("a", attempt: 2)
    #expect(attempts.sent("a") == 2 && attempts.count == 1)
  }

  /// Nobody can fill the daemon with calls that fail; the latest half is always there.
  @Test(arguments: [CallAttempts.limit - 1, CallAttempts.limit, CallAttempts.limit + 1])
  func memoryIsBounded(calls: Int) {
    var attempts = CallAttempts()
    for number in 1...calls { attempts.noteFailed("c\(number)", attempt: number) }
    #expect(attempts.count <= CallAttempts.limit)
    let kept = (calls - CallAttempts.limit / 2 + 1)...calls
    #expect(kept.allSatisfy { attempts.sent("c\($0)") == $0 })
    #expect((calls < CallAttempts.limit) == (attempts.sent("c1") == 1))
  }

  /// One that fails again moves to the young: it is counted once.
  @Test func whoFailsAgainIsCountedOnce() {
    var attempts = CallAttempts()
    for number in 1...CallAttempts.limit / 2 { attempts.noteFailed("c\(number)", attempt: 1) }
    attempts.noteFailed("c1", attempt: 2)
    #expect(attempts.sent("c1") == 2 && attempts.count == CallAttempts.limit / 2)
  }
}
