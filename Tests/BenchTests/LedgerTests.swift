import TestSupport
import Testing
import Wire

/// The ledger's own benchmark: every figure that is asked for must be there.
struct LedgerTests {
  @Test(.timeLimit(TestRun.stuck))
  func theReportHasEveryFigure() throws {
    let report = try JSON.parse(BenchProgram.run("ledger", "--json", "--quick").trimmed)
    let runs = try #require(report["runs"]?.array)
    #expect(runs.count == 9)
    for run in runs { #expect(BenchProgram.number(run["perSecond"]) > 0, "\(run)") }
    for name in ["restartMs", "residentMiB", "historyP99us", "auditMs", "tailRows"] {
      #expect(BenchProgram.number(report["scale"]?[name]) >= 0, "\(name)")
    }
    let goals = try #require(report["goals"]?.array).compactMap { $0["name"]?.string }
    #expect(
      goals == [
        "journal64", "journal1024", "one at a time p50us", "pipelined perSecond",
        "large over empty", "residentMiB", "restartMs", "history page p99us",
      ])
  }
}
