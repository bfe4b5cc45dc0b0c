import Foundation
import Loop
import Testing
import Wire

/// What a merchant and an operator see of programs.
@Suite struct InsightTests {
  private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
  private static let parent = "00-\(trace)-00f067aa0ba902b7-01"

  /// One name from the caller to the program, into the errors and the log, and back.
  @Test func aTraceGoesAllTheWay() throws {
    try World.with(options: ["--virtual-clock", "--log", "json"]) { world in
      let shop = try HostileShop(world)
      let visit = try shop.visit(try Caller(world, as: "mina"))
      let params = visit.parameters("act", "crash").merging([
        "_meta": ["traceparent": .string(Self.parent)]
      ])
      let answer = try visit.caller.answer("session.call", params)
      #expect(answer.at("error.trace") == .string(Self.trace))
      let errors = try world.madang(
        ["merchant", "errors", shop.app, "--as", "villain", "--json"]
      ).json()
      #expect(errors.at("errors.0.trace") == .string(Self.trace))
      #expect(errors.at("errors.0.code") == "program.crashed")
      #expect(errors.at("errors.0.version") == 1 && errors.at("errors.0.count") == 1)
      let lines = try log(world)
      #expect(lines.contains { $0["trace"] == .string(Self.trace) })
      #expect(lines.allSatisfy { $0["time"]?.string != nil && $0["event"]?.string != nil })
      // Without a name of its own a request gets one.
      let other = try visit.answer("act", "refusal").at("error.trace")?.string
      #expect(other?.utf8.count == 32 && other != Self.trace)
    }
  }

  private func log(_ world: World) throws -> [JSON] {
    let data = FileManager.default.contents(atPath: world.folder + "/errors.txt") ?? Data()
    let lines = data.split(separator: 0x0A).filter { $0.first == UInt8(ascii: "{") }
    return try lines.map { try JSON.parse(Array($0)) }
  }

  /// Nobody but the shop's owner and manager looks inside.
  @Test(arguments: ["errors", "logs", "calls"])
  func strangersSeeNothing(what: String) throws {
    try World.with { world in
      let shop = try HostileShop(world)
      let mine = try world.madang(["merchant", what, shop.app, "--as", "villain", "--json"])
      #expect(mine.exit == .exited(status: 0))
      let theirs = try world.madang(["merchant", what, shop.app, "--as", "mina", "--json"])
      #expect(theirs.exit == .exited(status: 77))
      #expect(String(decoding: theirs.output, as: UTF8.self).contains("auth.role"))
    }
  }

  /// 8 MiB on stderr leave the last 64 KiB, and say how much there was.
  @Test func theLastWordsOfAProgramAreKept() throws {
    try World.with { world in
      let shop = try HostileShop(world, callMilliseconds: 30_000)
      let visit = try shop.visit(try Caller(world, as: "mina"))
      _ = try visit.answer("act", "floodErrors")
      let logs = try world.madang(
        ["merchant", "logs", shop.app, "--as", "villain", "--json"]
      ).json()
      let text = try logs.text(at: "logs.0.text")
      #expect(text.utf8.count == 64 << 10 && text.utf8.allSatisfy { $0 == UInt8(ascii: "e") })
      #expect(try logs.number(at: "logs.0.total") > 64 << 10)
      #expect(logs.at("logs.0.version") == 1)
    }
  }

  @Test func metricsCountWhatHappened() throws {
    try World.with { world in
      let shop = try HostileShop(world)
      let visit = try shop.visit(try Caller(world, as: "mina"))
      for _ in 0..<3 { try visit.call("act", "keep") }
      try visit.call("look", "ok")
      _ = try visit.answer("act", "crash")
      let outcome = try world.run("madangd", ["metrics", "--home", world.home])
      let samples = try PrometheusText.parse(String(decoding: outcome.output, as: UTF8.self))
      func value(_ name: String) -> Double? { samples[name] }
      #expect(value(#"madang_call_duration_seconds_count{kind="change"}"#) == 4)
      #expect(value(#"madang_calls_failed_total{kind="change"}"#) == 1)
      #expect(value(#"madang_errors_total{code="program.crashed"}"#) == 1)
      #expect(value("madang_program_crashes_total") == 1)
      #expect(value("madang_sessions") == 1 && value("madang_apps") == 1)
      #expect(try #require(value("madang_commits_total")) >= 5)
      #expect(try #require(value("madang_group_jobs_count")) >= 5)
      #expect(try #require(value("madang_requests_total")) > 5)
      #expect(try #require(value("process_resident_memory_bytes")) > 1_000_000)
    }
  }
}

/// A strict reader of Prometheus' text format: every sample belongs to a family with help and
/// type, counters end in `_total`, buckets grow up to the count.
enum PrometheusText {
  static func parse(_ text: String) throws -> [String: Double] {
    var samples: [String: Double] = [:]
    var helped: Set<String> = []
    var types: [String: String] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 3).map(String.init)
      if line.hasPrefix("# HELP ") {
        guard helped.insert(words[2]).inserted else { throw TestFault("twice: \(line)") }
        continue
      }
      if line.hasPrefix("# TYPE ") {
        types[words[2]] = words[3]
        continue
      }
      guard let space = line.lastIndex(of: " "),
        let value = Double(line[line.index(after: space)...])
      else { throw TestFault("no value: \(line)") }
      let name = String(line[..<space])
      try check(name, types, helped)
      guard samples.updateValue(value, forKey: name) == nil else {
        throw TestFault("twice: \(line)")
      }
    }
    try checkBuckets(samples, types)
    return samples
  }

  private static func check(
    _ name: String, _ types: [String: String], _ helped: Set<String>
  ) throws {
    let bare = String(name.prefix { $0 != "{" })
    var family = bare
    for suffix in ["_bucket", "_sum", "_count"] where bare.hasSuffix(suffix) {
      let stem = String(bare.dropLast(suffix.count))
      if types[stem] == "histogram" { family = stem }
    }
    guard let type = types[family], helped.contains(family) else {
      throw TestFault("\(name) belongs to no family")
    }
    if type == "counter", !family.hasSuffix("_total") { throw TestFault("\(name) is a counter") }
    guard family.utf8.allSatisfy({ (97...122).contains($0) || $0 == 95 }) else {
      throw TestFault("\(name) has another spelling")
    }
  }

  private static func checkBuckets(
    _ samples: [String: Double], _ types: [String: String]
  ) throws {
    for (family, type) in types where type == "histogram" {
      let infinite = samples.filter {
        $0.key.hasPrefix(family + "_bucket{") && $0.key.contains(#"le="+Inf""#)
      }
      let counts = samples.filter { $0.key.hasPrefix(family + "_count") }
      guard !counts.isEmpty, infinite.values.sorted() == counts.values.sorted() else {
        throw TestFault("the buckets of \(family) do not end at its count")
      }
    }
  }
}
