import Foundation
import TestSupport
import Testing
import Wire

/// A virtual month, or with `MADANG_TEST_SCALE=full` a year, of thousands of people who pay, hold,
/// trade and let themselves be charged while disks fail, providers refuse and daemons restart;
/// everything that is open ends, and the audit is clean.
@Suite struct SimulationTests {
  /// What a year must have seen.
  private static let outcomes: Set<String> = [
    "captured in part", "charge failed 1", "charge failed 4", "charge lapsed", "charged",
    "charged later", "deal cancelled", "deal expired", "deal refunded", "deal settled",
    "deal split", "deal confirmed by itself", "deal disputed by itself",
    "deal funded refunded by itself", "drift conflict", "held bill cancelled",
    "held bill expired", "held bill unconfirmed", "hold expired", "mandate expired",
    "mandate revoked", "owed refund paid", "payment refused by a provider",
    "refunded unconfirmed",
  ]

  @Test(.timeLimit(TestRun.stuck))
  func everyWonIsAccountedForAtTheEnd() throws {
    let seed = TestRun.seed(of: "simulation")
    let began = Date()
    let simulation = try Simulation(
      seed: seed, people: TestRun.isFull ? 3_000 : 1_000, days: TestRun.isFull ? 365 : 31,
      actionsPerDay: TestRun.isFull ? 50 : 120, daysBetweenChecks: TestRun.isFull ? 7 : 1)
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
    print("simulation: \(simulation.books.outcomes.sorted { $0.key < $1.key })")
    let missing = Self.outcomes.subtracting(simulation.books.outcomes.keys)
    #expect(!TestRun.isFull || missing.isEmpty, "seed \(seed): \(missing) never happened")
    for action in Simulation.actions {
      #expect(simulation.tally[action.name, default: 0] > 0, "nobody did \(action.name)")
    }
    let seconds = Date().timeIntervalSince(began)
    print("simulation: \(simulation.tally.values.reduce(0, +)) actions in \(seconds) s")
  }
}
