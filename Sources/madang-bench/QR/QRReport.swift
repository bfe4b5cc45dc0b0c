import Wire

/// Everything `madang-bench qr` found out.
struct QRReport {
  let encode: Timings
  let decode: Timings
  let parse: [(kind: String, timings: Timings)]
  let scan: JourneyFigures
  let gate: Timings
  let processes: [QRProcesses.Run]
  /// A durable write of one page, p50 in microseconds.
  let fdatasync: Double
  let machine: Machine

  /// What a scan may take besides its commit, in microseconds.
  private static let scanMicroseconds = 1_000.0

  /// What is asked for (issue of codes, Speed), in microseconds: the middle time, and the slowest
  /// hundredth where the issue says so.
  var goals: [BenchmarkGoal] {
    func goal(_ name: String, _ value: Double, _ bound: Double) -> BenchmarkGoal {
      BenchmarkGoal(name: name, value: value, bound: bound, isLeast: false)
    }
    var goals = [
      goal("encode version 10 p50us", encode.sorted().percentile(0.5), 1_000),
      goal("decode 640x480 p50us", decode.sorted().percentile(0.5), 50_000),
    ]
    goals += parse.map { goal("parse \($0.kind) p50us", $0.timings.sorted().percentile(0.5), 5) }
    goals.append(goal("qr.scan p50us, 1 ms and one commit", scan.p50, scanBound))
    goals.append(goal("gate decision p99us", gate.sorted().percentile(0.99), 1_000))
    return goals
  }

  private var scanBound: Double {
    ((Self.scanMicroseconds + fdatasync) * 10).rounded() / 10
  }

  /// One object.
  var json: JSON {
    func object(_ named: [(String, Timings)]) -> JSON {
      var object = JSONObject()
      for (name, timings) in named { object[name] = Self.figures(timings) }
      return .object(object)
    }
    return [
      "encode": Self.figures(encode), "decode": Self.figures(decode),
      "parse": object(parse.map { ($0.kind, $0.timings) }), "scan": scan.json,
      "gate": Self.figures(gate), "fdatasyncP50us": .double(fdatasync),
      "processes": object(processes.map { ($0.name, $0.timings) }),
      "goals": .array(goals.map(\.json)), "machine": machine.json,
    ]
  }

  private static func figures(_ timings: Timings) -> JSON {
    let sorted = timings.sorted()
    return [
      "p50us": .double(sorted.percentile(0.5)), "p99us": .double(sorted.percentile(0.99)),
      "maxus": .double(sorted.percentile(1)), "samples": .integer(Int64(sorted.count)),
    ]
  }

  /// The same for people.
  var table: [String] {
    func row(_ cells: [String]) -> String {
      zip(cells, [22, 12, 12, 12, 0]).map { cell, width in
        cell + String(repeating: " ", count: max(0, width - cell.count))
      }.joined(separator: " ")
    }
    func row(_ name: String, _ timings: Timings) -> String {
      let sorted = timings.sorted()
      return row(
        [name] + [0.5, 0.99, 1].map { "\(sorted.percentile($0))" } + ["\(sorted.count)"])
    }
    let machineLine = row([
      "machine", "\(machine.processors) cpus", machine.configuration, "load \(machine.load)",
      machine.kernel,
    ])
    return [
      row(["in this process", "p50 us", "p99 us", "max us", "samples"]),
      row("encode version 10", encode), row("decode 640x480", decode),
    ] + parse.map { row("parse \($0.kind)", $0.timings) }
      + [row("gate decision", gate)]
      + [row(["through the daemon", "", "", "", ""]), row("qr.scan", scan.timings)]
      + [row(["fdatasync", "\(fdatasync)", "", "", "commits of a scan: \(scan.commits)"])]
      + [row(["whole processes", "", "", "", ""])]
      + processes.map { row($0.name, $0.timings) } + [machineLine] + goals.map(\.line)
  }
}
