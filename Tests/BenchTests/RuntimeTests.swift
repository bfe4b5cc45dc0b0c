import TestSupport
import Testing
import Wire

/// The runtime's benchmark, every step a few times: what others read from it must be there.
struct RuntimeTests {
  private static let members = [
    "coldStart", "sandboxOverheadUs", "bwrapUs", "plainSpawnUs", "python3Us", "socketEchoUs",
    "warmFeatureCall", "callsPerSecond64", "idlePerGiB", "idleShells10kMiB",
    "startStopPerSecond", "pythonSDKRoundTripUs",
  ]
  /// What a machine may not allow to be measured; the reason is then told.
  private static let mayBeNull = [
    "bwrapUs", "python3Us", "idlePerGiB", "idleShells10kMiB", "pythonSDKRoundTripUs",
    "neighbour",
  ]

  @Test(.timeLimit(TestRun.stuck))
  func theLastLineHasTheAgreedShape() throws {
    let output = try BenchProgram.run("runtime", "--json", "--quick")
    let last = try #require(output.split(separator: "\n").last)
    let report = try #require(try JSON.parse(String(last)).object)
    #expect(Array(report.keys.prefix(Self.members.count)) == Self.members)
    for name in Self.members where report[name] == .null {
      #expect(Self.mayBeNull.contains(name), "\(name) can be measured everywhere")
      #expect(output.contains("\(name) is null: "), "\(name) without its reason")
    }
    for name in ["coldStart", "warmFeatureCall"] {
      let figures = report[name]
      let middle = BenchProgram.number(figures?["p50us"])
      #expect(middle > 0 && BenchProgram.number(figures?["p99us"]) >= middle, "\(name)")
    }
    for name in ["plainSpawnUs", "socketEchoUs", "callsPerSecond64", "startStopPerSecond"] {
      #expect(BenchProgram.number(report[name]) > 0, "\(name)")
    }
    #expect(BenchProgram.number(report["warmFeatureCall"]?["echoRatio"]) > 0)
    guard let neighbour = report["neighbour"], !neighbour.isNull else {
      #expect(output.contains("neighbour is null: "))
      return
    }
    for name in ["aloneP99us", "besideP99us", "ratio"] {
      #expect(BenchProgram.number(neighbour[name]) > 0, "\(name)")
    }
    let shapes = neighbour["shapes"]?.array?.compactMap { $0["shape"]?.string }
    #expect(shapes == ["spin", "churn", "shout", "rage", "bytesWithin"])
  }

  @Test(.timeLimit(TestRun.stuck)) func withoutJSONAPersonReadsATable() throws {
    let output = try BenchProgram.run("runtime", "--quick")
    for word in ["coldStart p50", "sandboxOverhead", "socketEcho p50", "goal", "machine"] {
      #expect(output.contains(word), "\(word)")
    }
  }
}
