import Glibc
import Wire

/// Starts, calls and memory of mini-programs through real sandboxes and a real daemon, beside what
/// others need for the same.
enum RuntimeBenchmark: Benchmark {
  static let name = "runtime"
  static let summary = "starts, calls and memory of programs, beside bwrap, python3 and a C echo"

  static func run(_ arguments: [String]) throws {
    let scale: RuntimeScale = arguments.contains("--quick") ? .quick : .full
    raiseDescriptorLimit()
    let directory = try BenchmarkDirectory()
    // Alone it takes a minute, with all the rest six.
    guard !arguments.contains("--neighbours") else {
      let neighbours = RuntimeNeighbours(
        directory: directory.path, calls: scale.neighbourCalls)
      for cost in try neighbours.costs() { print(cost.json.text) }
      return
    }
    let report = try RuntimeRun(scale: scale, directory: directory.path).report()
    for absence in report.absences {
      let sentence = Array("madang-bench: \(absence.name) is null: \(absence.reason)\n".utf8)
      _ = write(STDERR_FILENO, sentence, sentence.count)
    }
    guard arguments.contains("--json") else {
      for line in report.table { print(line) }
      return
    }
    print(report.json.text)
  }

  /// Ten thousand shells need a descriptor each, on both sides.
  private static func raiseDescriptorLimit() {
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(resource, &limit)
  }
}
