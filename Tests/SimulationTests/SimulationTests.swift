import Foundation
import Testing
import Wire

/// A virtual month, or with `MADANG_TEST_SCALE=full` a year, of thousands of people who pay, hold,
/// trade and let themselves be charged while disks fail, providers refuse and daemons restart;
/// everything that is open ends, and the audit is clean.
@Suite struct SimulationTests {
  private static var isFull: Bool {
    ProcessInfo.processInfo.environment["MADANG_TEST_SCALE"] == "full"
  }

  @Test(.timeLimit(.minutes(3)))
  func everyWonIsAccountedForAtTheEnd() throws {
    let seed =
      ProcessInfo.processInfo.environment["MADANG_TEST_SEED"].flatMap { UInt64($0) }
      ?? UInt64.random(in: 0...UInt64.max)
    print("simulation: MADANG_TEST_SEED=\(seed)")
    let began = Date()
    let simulation = try Simulation(
      seed: seed, people: Self.isFull ? 3_000 : 1_000, days: Self.isFull ? 365 : 31,
      actionsPerDay: Self.isFull ? 60 : 120, daysBetweenChecks: Self.isFull ? 7 : 1)
    do {
      try simulation.run()
    } catch {
      Issue.record("seed \(seed), day \(simulation.day), \(simulation.lastAction): \(error)")
      return
    }
    let report = try simulation.audit()
    #expect(report.ok, "seed \(seed): \(report.reason ?? "")")
    #expect(report.sums == ["KRW": 0])
    #expect(report.transfers >= simulation.books.movements, "seed \(seed)")
    for action in Simulation.actions {
      #expect(simulation.tally[action.name, default: 0] > 0, "nobody did \(action.name)")
    }
    let seconds = Date().timeIntervalSince(began)
    print("simulation: \(simulation.tally.values.reduce(0, +)) actions in \(seconds) s")
  }
}
