import Glibc
import Wire

/// Durable transfers through each one's unix socket: ours, PostgreSQL's, and what the disk allows.
enum CompareBenchmark: Benchmark {
  static let name = "compare"
  static let summary =
    "transfers through the socket beside PostgreSQL 15 and a journal [--seconds N]"

  static func run(_ arguments: [String]) throws {
    let scale = try CompareScale(arguments)
    let isJSON = arguments.contains("--json")
    let directory = try BenchmarkDirectory()
    if !isJSON { print(CompareReport.head) }
    let report = try Comparison(scale, directory: directory.path) { run in
      guard !isJSON else { return }
      print(CompareReport.line(run))
      // Whoever watches a long run sees each line when it is there.
      fflush(nil)
    }.run()
    if isJSON {
      print(report.json.text)
    } else {
      for line in report.summary { print(line) }
    }
    guard report.faults.isEmpty else {
      throw BenchmarkError.unavailable("invariants broken: \(report.invariants)")
    }
  }
}
