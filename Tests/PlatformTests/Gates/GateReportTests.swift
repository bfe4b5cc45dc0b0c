import Store
import Testing
import Wire

@testable import Platform

/// What gates tell: each record counts once, and nothing that the daemon cannot check itself.
@Suite struct GateReportTests {
  private let gates: GateWorld
  private let pass: GatePassMethod.Result

  init() throws {
    gates = try GateWorld()
    pass = try gates.pass()
  }

  @Test(arguments: [
    (GateReportMethod.recordLimit, "ok"), (GateReportMethod.recordLimit + 1, "request.invalid"),
  ])
  func aReportHasAHundredRecords(_ count: Int, _ expected: String) throws {
    // One after the other, half a minute apart and all of them in the past.
    let start = gates.world.now
    gates.world.now = start.adding(seconds: 30 * Int64(count))
    let records = try (0..<count).map { index in
      try gates.record(pass, at: -30_000 * Int64(count - index))
    }
    var accepted = 0
    #expect(verdict { accepted = try gates.report(records).accepted } == expected)
    #expect(accepted == (expected == "ok" ? count : 0))
    let told = try gates.world.connection.prepare("SELECT count(*) FROM gate_event")
      .first { Int($0.integer(0)) }
    #expect(told == accepted)
  }

  @Test func aRecordCountsOnceAndACodeToo() throws {
    let record = try gates.record(pass)
    #expect(try gates.report([record, record]).accepted == 2)
    // The gate's own number tells that it is the same record.
    #expect(try gates.world.owed().count == 1)
    var other = record
    other.sequence = 1
    let second = try gates.report([other], gate: "g2")
    #expect(second.accepted == 0 && second.duplicates == [other])
    #expect(try gates.report([other], gate: "g2").duplicates == [other])
    #expect(try gates.world.owed().count == 1)
  }

  @Test func nothingIsBelievedThatCannotBeChecked() throws {
    let genuine = try gates.record(pass)
    func refused(_ change: (inout GateRecord) -> Void) throws -> Bool {
      var record = try gates.record(pass)
      change(&record)
      return try gates.report([record]).refused == [record]
    }
    #expect(try refused { $0.step += 3 })
    #expect(try refused { $0.at = $0.at.adding(seconds: 120) })
    #expect(try refused { $0.at = Instant(milliseconds: -1) })
    #expect(try refused { $0.code = "MD:G/AAAA/12345678" })
    #expect(
      try refused {
        let last = $0.code.last == "0" ? "1" : "0"
        $0.code = String($0.code.dropLast()) + last
      })
    #expect(try gates.report([genuine]).accepted == 1)
  }

  @Test(arguments: [(300_000, true), (300_030, false)])
  func aGatesClockMayBeFiveMinutesAhead(_ ahead: Int64, _ isTaken: Bool) throws {
    let record = try gates.record(pass, at: ahead)
    #expect(try gates.report([record]).accepted == (isTaken ? 1 : 0))
  }

  @Test func onlyTheRailwaysPeopleReport() throws {
    let record = try gates.record(pass)
    #expect(verdict { try gates.report([record], as: "rider") } == "auth.role")
    #expect(verdict { try gates.report([record], gate: "") } == "request.invalid")
    let longest = String(repeating: "g", count: 40)
    #expect(verdict { try gates.report([record], gate: longest + "g") } == "request.invalid")
    #expect(verdict { try gates.report([record], gate: longest) } == "ok")
  }
}
