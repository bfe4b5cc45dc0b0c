import Glibc
import TestSupport
import Testing

/// The daemon is killed with SIGKILL at random points between scan and receipt: what was
/// acknowledged is there, no money moves twice, every order is completed or plainly not paid.
@Suite struct CrashTests {
  /// Kills in each run, and with `MADANG_TEST_SCALE=full`.
  static let killCount = 200
  static let fullKillCount = 1_000

  @Test func killedAnywhereNothingIsLostOrDoubled() throws {
    let seed = TestRun.seed(of: "crash test")
    try World.with(options: ["--virtual-clock", "--test-tokens"]) { world in
      let run = try CrashRun(world, seed: seed)
      let count = TestRun.isFull ? Self.fullKillCount : Self.killCount
      do {
        while run.kills < count { try run.killOnce() }
        try run.checkEverything()
      } catch {
        throw TestFault("seed \(seed), kill \(run.kills): \(error)")
      }
      print(
        "crash test: \(run.kills) kills \(run.tally), \(run.paidCount) lunches paid, \(run.sentCount) payments sent"
      )
      #expect(run.paidCount > 0)
      #expect(run.sentCount > count)
    }
  }
}
