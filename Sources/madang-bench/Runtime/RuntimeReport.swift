import Wire

/// What could not be measured on this machine, and why.
struct Absence {
  let name: String
  let reason: String
}

/// Everything `madang-bench runtime` found out.
struct RuntimeReport {
  /// From the start of the sandboxed program to its first reply.
  var coldStart = Timings()
  /// The same program without a sandbox.
  var plainSpawn = Timings()
  /// The same program under bubblewrap.
  var bwrap: Timings?
  /// `python3 -c pass`, from its start to its end.
  var python3: Timings?
  /// Calls of a reading feature, from the shell's socket to the program and back.
  var warm = JourneyFigures()
  /// The same bytes through a C program over a socket and a pipe each way, p50 in microseconds.
  var socketEcho = 0.0
  var callsPerSecond = 0.0
  var idlePerGiB: Double?
  var idleShellsMiB: Double?
  var startStopPerSecond = 0.0
  /// A tool call through the official Python SDK's client and server, p50 in microseconds.
  var pythonSDK: Double?
  /// What hostile programs cost another one's calls, by how they are hostile.
  var neighbours: [RuntimeNeighbours.Cost]?
  var absences: [Absence] = []
  let machine = Machine.current

  private static func p50(_ timings: Timings?) -> Double? {
    timings.map { $0.sorted().percentile(0.5) }
  }

  private static func number(_ value: Double?) -> JSON {
    value.map { .double(tenth($0)) } ?? .null
  }

  private static func tenth(_ value: Double) -> Double { (value * 10).rounded() / 10 }

  /// What the sandbox adds to a start.
  var sandboxOverhead: Double {
    coldStart.sorted().percentile(0.5) - plainSpawn.sorted().percentile(0.5)
  }

  /// How many times an echo of the same size takes as long.
  var echoRatio: Double { ((warm.p50 / max(socketEcho, 0.1)) * 100).rounded() / 100 }

  /// The shape of hostility that costs most.
  private var worstNeighbour: RuntimeNeighbours.Cost? {
    neighbours?.max { $0.ratio < $1.ratio }
  }

  private var neighbour: JSON {
    guard let worst = worstNeighbour?.json.object, let neighbours else { return .null }
    return .object(worst.merging(["shapes": .array(neighbours.map(\.json))]))
  }

  /// One object; others rely on its first twelve members.
  var json: JSON {
    let cold = coldStart.sorted()
    var call = warm.json.object ?? [:]
    call["echoRatio"] = .double(echoRatio)
    return [
      "coldStart": [
        "p50us": .double(cold.percentile(0.5)), "p99us": .double(cold.percentile(0.99)),
      ],
      "sandboxOverheadUs": Self.number(sandboxOverhead), "bwrapUs": Self.number(Self.p50(bwrap)),
      "plainSpawnUs": Self.number(Self.p50(plainSpawn)),
      "python3Us": Self.number(Self.p50(python3)), "socketEchoUs": Self.number(socketEcho),
      "warmFeatureCall": .object(call), "callsPerSecond64": Self.number(callsPerSecond),
      "idlePerGiB": Self.number(idlePerGiB), "idleShells10kMiB": Self.number(idleShellsMiB),
      "startStopPerSecond": Self.number(startStopPerSecond),
      "pythonSDKRoundTripUs": Self.number(pythonSDK), "neighbour": neighbour,
      "goals": .array(goals.map(\.json)), "machine": machine.json,
    ]
  }

  /// The goals of the issue, where they were measured.
  var goals: [BenchmarkGoal] {
    let table: [(name: String, value: Double?, bound: Double, isLeast: Bool)] = [
      ("coldStart p50us", Self.p50(coldStart), 5_000, false),
      ("sandboxOverheadUs", sandboxOverhead, 2_500, false),
      ("warmFeatureCall p50us", warm.p50, 150, false),
      ("callsPerSecond64", callsPerSecond, 20_000, true),
      ("idlePerGiB", idlePerGiB, 1_000, true),
      ("idleShells10kMiB", idleShellsMiB, 100, false),
      ("startStopPerSecond", startStopPerSecond, 200, true),
      ("neighbour ratio", worstNeighbour?.ratio, 1.2, false),
    ]
    return table.compactMap { row in
      row.value.map {
        BenchmarkGoal(
          name: row.name, value: Self.tenth($0), bound: row.bound, isLeast: row.isLeast)
      }
    }
  }

  /// The same for people.
  var table: [String] {
    func row(_ name: String, _ value: Double?, _ unit: String) -> String {
      let number = value.map { "\(Self.tenth($0))" } ?? "-"
      return name + String(repeating: " ", count: max(1, 24 - name.count)) + number + " " + unit
    }
    let cold = coldStart.sorted()
    return [
      row("coldStart p50", cold.percentile(0.5), "us from start to first reply"),
      row("coldStart p99", cold.percentile(0.99), "us"),
      row("plainSpawn p50", Self.p50(plainSpawn), "us, the same program without a sandbox"),
      row("sandboxOverhead", sandboxOverhead, "us"),
      row("bwrap p50", Self.p50(bwrap), "us, the same program under bubblewrap"),
      row("python3 p50", Self.p50(python3), "us, python3 -c pass"),
      row("warmFeatureCall p50", warm.p50, "us, \(warm.answerBytes) bytes of answer"),
      row("warmFeatureCall p99", warm.timings.sorted().percentile(0.99), "us"),
      row("socketEcho p50", socketEcho, "us, the same bytes; the call takes \(echoRatio) of it"),
      row("callsPerSecond64", callsPerSecond, "by 64 sessions"),
      row("idlePerGiB", idlePerGiB, "programs"),
      row("idleShells10k", idleShellsMiB, "MiB"),
      row("startStopPerSecond", startStopPerSecond, "programs"),
      row("pythonSDKRoundTrip", pythonSDK, "us, its own client and server"),
    ]
      + (neighbours ?? []).map {
        row(
          "neighbour \($0.shape)", $0.beside, "us p99 of a call, \($0.alone) alone: \($0.ratio)")
      } + ["goal"] + goals.map(\.line) + ["machine \(machine.json.text)"]
  }
}
