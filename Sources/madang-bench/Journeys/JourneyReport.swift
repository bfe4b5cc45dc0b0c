import Wire

/// Everything `madang-bench journeys` found out.
struct JourneyReport {
  let coldFirstPage: JourneyFigures
  let warmCall: JourneyFigures
  let warmQuery: JourneyFigures
  let payReceipt: JourneyFigures
  let daemonReady: JourneyFigures
  let shellFirstLine: JourneyFigures
  let memory: Journeys.Memory
  /// A durable write of one page, p50 in microseconds.
  let fdatasync: Double
  /// A round trip of a call's size, p50 in microseconds.
  let echo: Double
  let machine: Machine

  /// One object; others rely on its first seven members.
  var json: JSON {
    [
      "coldFirstPage": coldFirstPage.json, "warmCall": warmCall.json,
      "payReceipt": payReceipt.json, "daemonReady": daemonReady.json,
      "shellFirstLine": shellFirstLine.json, "daemonRSSMiB": .double(memory.published),
      "fdatasyncP50us": .double(fdatasync), "warmQuery": warmQuery.json,
      "daemonRSSRestartedMiB": .double(memory.restarted), "echoP50us": .double(echo),
      "beyondCommitsP50us": [
        "coldFirstPage": .double(beyondCommits(coldFirstPage)),
        "warmCall": .double(beyondCommits(warmCall)),
        "payReceipt": .double(beyondCommits(payReceipt)),
      ], "machine": machine.json,
    ]
  }

  /// The middle time less what its commits cost on this disk.
  private func beyondCommits(_ figures: JourneyFigures) -> Double {
    Self.tenth(figures.p50 - Double(figures.commits) * fdatasync)
  }

  private static func tenth(_ value: Double) -> Double { (value * 10).rounded() / 10 }

  /// The same for people: each journey beside its target.
  var table: [String] {
    func row(_ cells: [String]) -> String {
      zip(cells, [16, 10, 10, 10, 8, 7, 0]).map { cell, width in
        cell + String(repeating: " ", count: max(0, width - cell.count))
      }.joined(separator: " ")
    }
    func row(_ name: String, _ figures: JourneyFigures, _ target: String) -> String {
      let sorted = figures.timings.sorted()
      return row(
        [name] + [0.5, 0.99, 1].map { "\(sorted.percentile($0))" }
          + ["\(figures.commits)", "\(figures.roundTrips)", target])
    }
    return [
      row(["journey", "p50 us", "p99 us", "max us", "commits", "trips", "target"]),
      row("coldFirstPage", coldFirstPage, "p50 <= 10000"),
      row("warmCall", warmCall, "p50 <= 1000 + commit"),
      row("warmQuery", warmQuery, "-"),
      row("payReceipt", payReceipt, "p50 <= 1000 + commit"),
      row("daemonReady", daemonReady, "<= 150000"),
      row("shellFirstLine", shellFirstLine, "<= 60000"),
      "daemonRSSMiB     \(memory.published) (restarted \(memory.restarted))  target <= 40",
      "fdatasyncP50us   \(fdatasync)",
      "echoP50us        \(echo)",
      "machine          \(machine.json.text)",
    ]
  }
}
