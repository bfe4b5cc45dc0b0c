import Wire

/// The goals of the ledger in one process; `madang-bench compare` has those through the socket.
struct LedgerGoals {
  let runs: [JSON]
  let scale: JSON

  private func figure(
    _ who: String, _ shape: String, _ group: Int64, _ name: String
  ) throws(BenchmarkError) -> Double {
    let run = runs.first {
      $0["who"] == .string(who) && $0["shape"] == .string(shape)
        && $0["perGroup"] == .integer(group)
    }
    guard let run else { throw .unavailable("no run of \(who) \(shape) \(group)") }
    return try run.figure(name)
  }

  private static func hundredth(_ value: Double) -> Double { (value * 100).rounded() / 100 }

  private func overJournal(_ group: Int64) throws(BenchmarkError) -> Double {
    Self.hundredth(
      try figure("ledger", "spread", group, "perSecond")
        / figure("journal", "append", group, "perSecond"))
  }

  /// All of them. The p99 of a risk decision joins this list where risk is measured.
  var all: [BenchmarkGoal] {
    get throws(BenchmarkError) {
      let sync = try figure("journal", "append", 1, "p50us")
      let empty = try scale.figure("processorUsEmpty")
      let table: [(name: String, value: Double, bound: Double, isLeast: Bool)] = [
        ("journal64", try overJournal(64), 0.8, true),
        ("journal1024", try overJournal(1_024), 0.8, true),
        ("one at a time p50us", try figure("ledger", "spread", 1, "p50us"), 2 * sync + 100, false),
        (
          "pipelined perSecond", try figure("ledger", "spread", 1_024, "perSecond"), 250_000, true
        ),
        (
          "large over empty", Self.hundredth(empty / (try scale.figure("processorUsLarge"))), 0.9,
          true
        ),
        ("residentMiB", try scale.figure("residentMiB"), 600, false),
        ("restartMs", try scale.figure("restartMs"), 2_000, false),
        ("history page p99us", try scale.figure("historyP99us"), 1_000, false),
      ]
      return table.map {
        BenchmarkGoal(
          name: $0.name, value: $0.value, bound: Self.hundredth($0.bound), isLeast: $0.isLeast)
      }
    }
  }
}
