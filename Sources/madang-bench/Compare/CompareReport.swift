import Wire

/// What `madang-bench compare` found out.
struct CompareReport {
  let runs: [CompareRun]
  /// What is wrong with anybody's books.
  let faults: [String]
  let machine: Machine

  /// The middle of what the runs of one kind gave; nil where there was none.
  private func middle(
    _ who: CompareSide, _ shape: String, _ clients: Int, _ value: (CompareRun) -> Double
  ) -> Double? {
    let values = runs.filter { $0.who == who && $0.shape == shape && $0.clients == clients }
      .map(value).sorted()
    return values.isEmpty ? nil : values[values.count / 2]
  }

  private func ratio(
    _ shape: String, to who: CompareSide, _ other: String, _ clients: Int
  ) -> Double? {
    guard let ours = middle(.madang, shape, clients, { $0.perSecond }),
      let theirs = middle(who, other, clients, { $0.perSecond }), theirs > 0
    else { return nil }
    return Self.hundredth(ours / theirs)
  }

  /// Our transfers a second over theirs: spread, hot and its variants over PostgreSQL, spread over
  /// both journals, each with its number of clients.
  var ratios: [(name: String, value: Double)] {
    let kinds: [(name: String, ours: String, who: CompareSide, theirs: String)] = [
      ("spread", "spread", .postgres, "spread"), ("hot", "hot", .postgres, "hot"),
      ("hotLast", "hot", .postgres, "hot-last"), ("hotSplit", "hot", .postgres, "hot-split16"),
      ("journal", "spread", .journal, "append"),
      ("journalSocket", "spread", .journalSocket, "append"),
    ]
    return [64, 16, 1].flatMap { clients in
      kinds.compactMap { kind in
        ratio(kind.ours, to: kind.who, kind.theirs, clients).map {
          ("\(kind.name)\(clients)", $0)
        }
      }
    }
  }

  /// The goals of the issue.
  var goals: [BenchmarkGoal] {
    let found = Dictionary(ratios.map { ($0.name, $0.value) }, uniquingKeysWith: { one, _ in one })
    let sync = middle(.madang, "spread", 1) { $0.fdatasyncP50 } ?? 0
    let table: [(name: String, value: Double?, bound: Double, isLeast: Bool)] = [
      ("spread64", found["spread64"], 5, true), ("hot64", found["hot64"], 20, true),
      ("journal64", found["journal64"], 0.8, true),
      ("spread64 p99us", middle(.madang, "spread", 64) { $0.p99 }, 3_000, false),
      ("hot64 p99us", middle(.madang, "hot", 64) { $0.p99 }, 8_000, false),
      ("1 client p50us", middle(.madang, "spread", 1) { $0.p50 }, 2 * sync + 100, false),
      (
        "pipelined perSecond", middle(.madang, "spread-pipelined", 64) { $0.perSecond }, 250_000,
        true
      ),
    ]
    return table.compactMap { row in
      row.value.map {
        BenchmarkGoal(
          name: row.name, value: $0, bound: Self.hundredth(row.bound), isLeast: row.isLeast)
      }
    }
  }

  /// Whether nobody lost or made money.
  var invariants: String { faults.isEmpty ? "ok" : faults.joined(separator: "; ") }

  /// One object; others rely on `runs`, `ratios` and `invariants`.
  var json: JSON {
    [
      "runs": .array(runs.map(\.json)),
      "ratios": .object(JSONObject(ratios.map { ($0.name, .double($0.value)) })),
      "invariants": .string(invariants),
      "goals": .array(goals.map(\.json)), "machine": machine.json,
    ]
  }

  /// The line of a run, or of the head of the table.
  static func line(_ cells: [String]) -> String {
    zip(cells, [15, 17, 8, 11, 11, 11, 0]).map { cell, width in
      cell + String(repeating: " ", count: max(0, width - cell.count))
    }.joined(separator: " ")
  }

  static let head = line([
    "who", "shape", "clients", "per second", "p50 us", "p99 us", "fdatasync/s",
  ])

  static func line(_ run: CompareRun) -> String {
    line([
      run.who.rawValue, run.shape, "\(run.clients)", "\(Int(run.perSecond))", "\(run.p50)",
      "\(run.p99)", "\(Int(run.fdatasyncPerSecond))",
    ])
  }

  /// What stands below the table.
  var summary: [String] {
    ["", "ratio of transfers a second, ours over theirs"]
      + ratios.map { "  \($0.name) \($0.value)" } + ["", "goal"]
      + goals.map(\.line)
      + ["", "invariants \(invariants)", "machine \(machine.json.text)"]
  }

  private static func hundredth(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
