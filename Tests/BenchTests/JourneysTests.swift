import Foundation
import TestSupport
import Testing
import Wire

/// The benchmark itself, run with a handful of samples: what others read from it must be there.
struct JourneysTests {
  /// Others rely on these members of a journey.
  private static let journeyMembers = ["p50us", "p99us", "commits", "roundTrips"]

  @Test(.timeLimit(TestRun.stuck))
  func theLastLineHasTheAgreedShape() throws {
    let output = try run("journeys", "--json", "--quick")
    let last = try #require(output.split(separator: "\n").last)
    let report = try #require(try JSON.parse(String(last)).object)
    let journeys = ["coldFirstPage", "warmCall", "payReceipt", "daemonReady", "shellFirstLine"]
    #expect(Array(report.keys.prefix(7)) == journeys + ["daemonRSSMiB", "fdatasyncP50us"])
    for name in journeys {
      let journey = try #require(report[name]?.object)
      #expect(Array(journey.keys.prefix(4)) == Self.journeyMembers)
      let (middle, tail) = (number(journey["p50us"]), number(journey["p99us"]))
      #expect(middle > 0 && tail >= middle, "\(name): \(middle) \(tail)")
    }
    #expect(number(report["daemonRSSMiB"]) > 0)
    #expect(number(report["fdatasyncP50us"]) > 0)
    checkCounts(report)
  }

  /// What does not depend on the machine: one request a step, one commit where something changed.
  /// What does not depend on the machine: one request a step, one commit where something changed.
  private func checkCounts(_ report: JSONObject) {
    let commits: [(journey: String, count: Int64)] = [
      ("coldFirstPage", 1), ("warmCall", 1), ("payReceipt", 1), ("warmQuery", 0),
      ("shellFirstLine", 0),
    ]
    for (journey, count) in commits {
      #expect(report[journey]?["commits"]?.integer == count, "\(journey)")
    }
    for journey in ["coldFirstPage", "warmCall", "payReceipt", "warmQuery"] {
      #expect(report[journey]?["roundTrips"]?.integer == 1, "\(journey)")
    }
  }

  @Test func withoutJSONAPersonReadsATable() throws {
    let output = try run("journeys", "--quick")
    #expect(output.hasPrefix("journey "))
    #expect(output.contains("daemonRSSMiB"))
  }

  private func number(_ json: JSON?) -> Double {
    switch json {
    case .integer(let value)?: Double(value)
    case .double(let value)?: value
    default: -1
    }
  }

  private func run(_ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = try Self.products().appending(path: "madang-bench")
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The build folder: programs lie beside the tests.
  private static func products() throws -> URL {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: own).deletingLastPathComponent()
  }
}
