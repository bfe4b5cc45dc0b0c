import Store
import Testing
import Wire

@testable import Platform

/// What is kept for a time goes when the time is over, a bounded part with each run.
@Suite struct ForgettingTests {
  @Test(arguments: [-1, 0, 1])
  func oldAnswersGoInParts(beyondLimit: Int64) throws {
    let world = try DomainWorld()
    let count = Platform.forgetBatchLimit + beyondLimit
    let kept = world.now.adding(seconds: 60)
    try world.group { platform in
      let insert = try platform.sql(
        "INSERT INTO request(principal, key, body, outcome, refused, at, forget)"
          + " VALUES ('person:p_1', ?, x'00', '{}', 0, 0, ?)")
      for number in 0..<count {
        try insert.run(.text("old-\(number)"), .integer(world.now.milliseconds))
      }
      try insert.run(.text("kept"), .integer(kept.milliseconds))
      try insert.run(.text("money"), .integer(nil))
    }
    func left() throws -> Int64? {
      try world.platform.sql("SELECT count(*) FROM request").first { $0.integer(0) }
    }
    try world.group { _ = try $0.runDue(now: world.now) }
    #expect(try left() == max(0, beyondLimit) + 2)
    #expect(try world.runAllDue() == (beyondLimit > 0 ? 1 : 0))
    #expect(try left() == 2)
    world.now = kept
    _ = try world.runAllDue()
    #expect(try left() == 1)
  }
}
