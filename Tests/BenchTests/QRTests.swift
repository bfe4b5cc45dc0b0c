import TestSupport
import Testing
import Wire

/// The benchmark of codes, run with a handful of samples: what others read from it must be there.
struct QRTests {
  private static let goals =
    ["encode version 10 p50us", "decode 640x480 p50us"]
    + ["platform", "miniapp", "payCode", "emvMPM", "emvCPM", "gs1", "ean", "unknown"]
    .map { "parse \($0) p50us" }
    + ["qr.scan p50us, 1 ms and one commit", "gate decision p99us"]

  @Test(.timeLimit(TestRun.stuck))
  func theReportHasTheAgreedShape() throws {
    let report = try JSON.parse(BenchProgram.run("qr", "--json", "--quick").trimmed)
    let members = [
      "encode", "decode", "parse", "scan", "gate", "fdatasyncP50us", "processes", "goals",
      "machine",
    ]
    #expect(report.object.map { Array($0.keys) } == members)
    for name in ["encode", "decode", "scan", "gate"] { check(report[name], name) }
    for kind in report["parse"]?.object?.members ?? [] { check(kind.value, kind.key) }
    let processes = try #require(report["processes"]?.object)
    #expect(
      Array(processes.keys) == ["qrencode", "madang qr encode", "zbarimg", "madang qr decode"])
    for tool in processes.members { check(tool.value, tool.key) }
    #expect(BenchProgram.number(report["fdatasyncP50us"]) > 0)
    let goals = try #require(report["goals"]?.array)
    #expect(goals.compactMap { $0["name"]?.string } == Self.goals)
    for goal in goals { #expect(goal["met"] != nil && goal["goal"]?.string != nil, "\(goal)") }
    // What does not depend on the machine: a scan is one request.
    #expect(report["scan"]?["roundTrips"]?.integer == 1)
  }

  private func check(_ figures: JSON?, _ name: String) {
    let values = ["p50us", "p99us", "maxus"].map { BenchProgram.number(figures?[$0]) }
    #expect(values[0] >= 0 && values == values.sorted(), "\(name): \(values)")
    #expect(figures?["samples"]?.integer ?? 0 > 0, "\(name)")
  }

  @Test func aPersonReadsATable() throws {
    let output = try BenchProgram.run("qr", "--quick")
    #expect(output.hasPrefix("in this process"))
    for name in ["qrencode", "zbarimg", "madang qr decode", "qr.scan", "gate decision"] {
      #expect(output.contains(name))
    }
  }
}
