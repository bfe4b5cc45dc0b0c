import Foundation
import TestSupport
import Testing
import Wire

/// The comparison with PostgreSQL, every step once: what others read from it must be there, and
/// nobody's books may be wrong.
struct CompareTests {
  private static let programs = "/usr/lib/postgresql/15/bin"
  static let hasPostgres = ["initdb", "postgres", "psql", "pgbench"].allSatisfy {
    FileManager.default.isExecutableFile(atPath: "\(programs)/\($0)")
  }

  @Test(.enabled(if: hasPostgres), .timeLimit(TestRun.stuck))
  func theReportHasTheAgreedShape() throws {
    let output = try BenchProgram.run("compare", "--json", "--quick")
    let report = try #require(try JSON.parse(output.trimmed).object)
    #expect(Array(report.keys.prefix(3)) == ["runs", "ratios", "invariants"])
    #expect(report["invariants"] == "ok")
    let runs = try #require(report["runs"]?.array)
    let members = ["who", "shape", "clients", "perSecond", "p50us", "p99us", "fdatasyncPerSecond"]
    for run in runs {
      #expect(Array(run.object?.keys.prefix(7) ?? []) == members)
      #expect(BenchProgram.number(run["perSecond"]) > 0, "\(run)")
      #expect(BenchProgram.number(run["fdatasyncPerSecond"]) > 0, "\(run)")
      let (middle, tail) = (BenchProgram.number(run["p50us"]), BenchProgram.number(run["p99us"]))
      #expect(middle > 0 && tail >= middle, "\(run)")
    }
    for clients in [1, 16, 64] {
      let kinds = runs.filter { $0["clients"] == .integer(Int64(clients)) }
        .map { "\($0["who"]?.string ?? "") \($0["shape"]?.string ?? "")" }
      let expected = [
        "postgres spread", "madang spread", "journal append", "journal-socket append",
        "postgres hot", "madang hot", "postgres hot-last", "postgres hot-split16",
      ]
      #expect(Array(kinds.prefix(expected.count)) == expected)
    }
    for name in ["spread64", "hot64", "journal64", "hotLast64", "hotSplit64", "spread1"] {
      #expect(BenchProgram.number(report["ratios"]?[name]) > 0, "\(name)")
    }
  }

  @Test(.enabled(if: !hasPostgres))
  func withoutPostgresItSaysSo() throws {
    let (output, code) = try BenchProgram.end("compare", "--quick")
    #expect(code == 1)
    #expect(output.contains("PostgreSQL 15 is not installed"))
  }

  @Test(arguments: ["--seconds", "--seconds 0", "--seconds 16", "--seconds x"])
  func aLengthBeyondTheLimitsIsRefused(_ words: String) throws {
    let arguments = ["compare"] + words.split(separator: " ").map(String.init)
    let (output, code) = try BenchProgram.end(arguments)
    #expect(code == 1)
    #expect(output.contains("--seconds takes 1…15"))
  }
}
