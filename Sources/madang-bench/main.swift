import Glibc

/// Every benchmark there is; one line each.
let benchmarks: [any Benchmark.Type] = [
  LedgerBenchmark.self,
  JourneysBenchmark.self,
  RiskBenchmark.self,
  CompareBenchmark.self,
  SettlementBenchmark.self,
  RuntimeBenchmark.self,
  QRBenchmark.self,
]

let words = Array(CommandLine.arguments.dropFirst())
guard let benchmark = benchmarks.first(where: { $0.name == words.first }) else {
  print("usage: madang-bench NAME [--json]")
  for benchmark in benchmarks {
    print("  \(benchmark.name)  \(benchmark.summary)")
  }
  exit(2)
}
do {
  try benchmark.run(Array(words.dropFirst()))
} catch {
  let sentence = Array("madang-bench: \(error)\n".utf8)
  _ = write(STDERR_FILENO, sentence, sentence.count)
  exit(1)
}
