import Glibc
import Testing

/// The daemon is killed with SIGKILL at random points between scan and receipt: what was
/// acknowledged is there, no money moves twice, every order is completed or plainly not paid.
@Suite struct CrashTests {
  /// Kills at scale 1.
  static let killCount = 200

  @Test func killedAnywhereNothingIsLostOrDoubled() throws {
    let seed = SeededRandom.seedOfThisRun()
    let scale = getenv("MADANG_TEST_SCALE").flatMap { Double(String(cString: $0)) } ?? 1
    print("crash test: MADANG_TEST_SEED=\(seed)")
    try World.with { world in
      let run = try CrashRun(world, seed: seed)
      let count = max(1, Int(Double(Self.killCount) * scale))
      do {
        while run.kills < count { try run.killOnce() }
        try run.checkEverything()
      } catch {
        throw TestFault("seed \(seed), kill \(run.kills): \(error)")
      }
      print("crash test: \(run.kills) kills \(run.tally), \(run.paidCount) lunches paid")
      #expect(run.paidCount > 0)
    }
  }
}
