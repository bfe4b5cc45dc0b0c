import Foundation
import Platform
import Store
import TestSupport
import Testing
import Wire

/// The process dies at every statement boundary: what was answered is there, and nothing is half.
///
/// A killed process leaves exactly the bytes it had written, so copying the files at a boundary and
/// opening the copy is that crash; the original goes on to the next boundary.
@Suite struct LedgerCrashTests {
  @Test func everyBoundaryRecoversToABoundaryOfGroups() throws {
    let fixture = try LedgerFixture()
    let bank = try fixture.open("bank", .external)
    let people = try (0..<4).map { try fixture.open("p\($0)") }
    var answered = fixture.balances()
    var crashes = 0
    let copies = try TemporaryDirectory()
    for group in 0..<6 {
      let committed = answered
      var survivors: [[Balance]] = []
      fixture.connection.failpoint = { (_) throws(StoreError) in
        do {
          survivors.append(try Self.crash(fixture, into: "\(copies.path)/\(crashes)"))
        } catch {
          Issue.record(error)
        }
        crashes += 1
      }
      try fixture.run { (plan) throws(StoreError) in
        try Self.pay(&plan, group: group, bank: bank, people: people)
      }
      fixture.connection.failpoint = nil
      answered = fixture.balances()
      // Before COMMIT the group never was; from COMMIT on it is there whole.
      #expect(survivors.dropLast().allSatisfy { $0 == committed })
      #expect(survivors.last == answered)
    }
    #expect(crashes > 60)
  }

  private static func pay(
    _ plan: inout LedgerPlan, group: Int, bank: AccountID, people: [AccountID]
  ) throws(StoreError) {
    for (index, person) in people.enumerated() {
      _ = try plan.transfer(
        TransferRequest(
          legs: [Leg(from: bank, to: person, amount: won(100))],
          key: requestKey("g\(group)-\(index)"), memo: [1]))
    }
    let hold = try plan.hold(
      Leg(from: people[0], to: people[1], amount: won(50)), forMilliseconds: 100, key: nil)
    if group % 2 == 0, let number = hold.record?.id {
      _ = try plan.capture(number, amount: 20, key: nil)
    }
    plan.remember(.keyReused, for: requestKey("refused\(group)"))
  }

  /// Opens a copy of the files as they are now; answers what the ledger in it believes.
  private static func crash(_ fixture: LedgerFixture, into path: String) throws -> [Balance] {
    let files = FileManager.default
    try files.createDirectory(atPath: path, withIntermediateDirectories: true)
    for suffix in ["", "-wal"] where files.fileExists(atPath: fixture.directory.database + suffix) {
      try files.copyItem(
        atPath: fixture.directory.database + suffix, toPath: "\(path)/madang.db\(suffix)")
    }
    let connection = try Connection.open(path: "\(path)/madang.db")
    try Migrator.run(Migrations.all, on: connection)
    let ledger = try Ledger(connection)
    let report = try LedgerAudit.run(connection)
    #expect(report.isSound, "\(String(describing: report.fault))")
    return (0..<ledger.accountCount).compactMap {
      ledger.read(AccountID(rawValue: Int64($0 + 1)))
    }
  }

  /// A disk that fails at the n-th statement of a group, for every n: the group never was.
  @Test(arguments: [StoreError.diskFull, .inputOutput])
  func everyFailingStatementLosesItsGroupOnly(fault: StoreError) throws {
    let fixture = try LedgerFixture()
    let bank = try fixture.open("bank", .external)
    let people = try (0..<4).map { try fixture.open("p\($0)") }
    let before = fixture.balances()
    var failures = 0
    for boundary in 0..<100 {
      var reached = 0
      fixture.connection.failpoint = { (point) throws(StoreError) in
        guard point != .committed else { return }
        if reached == boundary { throw fault }
        reached += 1
      }
      var thrown: StoreError?
      do throws(StoreError) {
        try fixture.connection.group { () throws(StoreError) in
          var plan = fixture.ledger.plan(now: fixture.now)
          try Self.pay(&plan, group: 0, bank: bank, people: people)
          try fixture.ledger.apply(plan)
          try fixture.ledger.closeGroup()
        }
      } catch {
        thrown = error
      }
      fixture.connection.failpoint = nil
      guard thrown != nil else { break }
      failures += 1
      #expect(thrown == fault)
      try fixture.ledger.reload()
      #expect(fixture.balances() == before)
      #expect(try fixture.ledger.earlier(requestKey("g0-0")) == nil)
      #expect(try fixture.audit().isSound)
    }
    #expect(failures > 10)
    #expect(fixture.balances() != before)
    #expect(try fixture.audit().isSound)
  }
}
