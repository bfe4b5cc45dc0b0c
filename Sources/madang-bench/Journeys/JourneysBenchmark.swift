import Wire

/// The journeys of a lunch through a real daemon, sandboxed programs and a real disk, beside what
/// the disk and a socket allow by themselves.
enum JourneysBenchmark: Benchmark {
  static let name = "journeys"
  static let summary = "scan, call, pay, starts and memory, beside fdatasync and a socket echo"

  /// Bytes of one write of the disk's baseline: a page of the database.
  private static let pageBytes = 4_096

  static func run(_ arguments: [String]) throws {
    let scale: JourneyScale = arguments.contains("--quick") ? .quick : .full
    let directory = try BenchmarkDirectory()
    let report = try measure(Journeys(directory: directory.path, scale: scale))
    if !arguments.contains("--json") {
      for line in report.table { print(line) }
    } else {
      print(report.json.text)
    }
  }

  private static func measure(_ journeys: Journeys) throws -> JourneyReport {
    let path = "\(journeys.directory)/journal"
    // Before and after: a disk that others use meanwhile shows in the difference.
    let before = try fdatasync(path, journeys.scale)
    let warm = try journeys.warmCalls()
    let report = JourneyReport(
      coldFirstPage: try journeys.coldFirstPage(), warmCall: warm.change, warmQuery: warm.query,
      payReceipt: try journeys.payReceipt(), daemonReady: try journeys.daemonReady(),
      shellFirstLine: try journeys.shellFirstLine(), memory: try journeys.memory(),
      fdatasync: min(before, try fdatasync(path, journeys.scale)),
      echo: try echo(warm.change, journeys.scale), machine: Machine.current)
    return report
  }

  static func fdatasync(_ path: String, _ scale: JourneyScale) throws -> Double {
    try microseconds(
      Baseline.run("journal-baseline", [path, "\(pageBytes)", "1", "\(scale.baseline)"]))
  }

  private static func echo(_ call: JourneyFigures, _ scale: JourneyScale) throws -> Double {
    try microseconds(
      Baseline.run(
        "echo-baseline",
        ["\(max(1, call.requestBytes))", "\(max(1, call.answerBytes))", "\(scale.baseline)"]))
  }

  private static func microseconds(_ result: JSON) throws -> Double {
    switch result["p50us"] {
    case .double(let value)?: value
    case .integer(let value)?: Double(value)
    default: throw BenchmarkError.unavailable("a baseline without p50us")
    }
  }
}
