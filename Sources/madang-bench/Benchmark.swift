/// A benchmark that `madang-bench` can run by name.
protocol Benchmark {
  /// What it is called on the command line.
  static var name: String { get }
  /// What it measures, in one line.
  static var summary: String { get }

  /// Measures and prints; `--json` prints one JSON object as the last line.
  static func run(_ arguments: [String]) throws
}

/// Why a benchmark could not be run.
enum BenchmarkError: Error {
  /// The sentence says what was missing.
  case unavailable(String)
}
