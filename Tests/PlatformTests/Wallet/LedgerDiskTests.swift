import CFaultVFS
import Foundation
import Platform
import Store
import TestSupport
import Testing
import Wire

/// A disk that fails or loses power under the ledger: answered groups are there, others may be, and
/// no group is there by half. One world at a time, so the tests run one after the other.
@Suite(.serialized) struct LedgerDiskTests {
  private static let people = 6

  /// Power cuts of one run; `MADANG_TEST_SCALE=full` makes a thousand.
  private static let cuts = TestRun.isFull ? 1_000 : 60

  init() {
    precondition(fault_vfs_register() == 0, "the failing file system is registered")
  }

  @Test func afterAPowerCutEveryAnsweredGroupIsThere() throws {
    let seed = TestRun.seed(of: "power cuts")
    var lost = 0
    for cut in 0..<Self.cuts {
      let directory = try TemporaryDirectory()
      let mixed = (seed &+ UInt64(cut)) &* 0x9E37_79B9_7F4A_7C15
      let at = Int(mixed >> 33) % 150 + 1
      let answered = try run(directory, fault: FAULT_POWER, at: at)
      fault_vfs_restore_power(mixed)
      let survived = try survivors(directory, note: "seed \(seed) cut \(cut) at \(at)")
      #expect(
        answered...(answered + 1) ~= survived, "seed \(seed) cut \(cut) at \(at)")
      if survived == answered { lost += 1 }
    }
    // Otherwise the cuts missed the writes they were meant to hit.
    #expect(lost > 0)
  }

  @Test(arguments: [FAULT_FULL, FAULT_WRITE, FAULT_SHORT, FAULT_SYNC].map(\.rawValue))
  func aFailingDiskLosesNothingAnswered(kind: UInt32) throws {
    for at in stride(from: 1, through: 140, by: 9) {
      let directory = try TemporaryDirectory()
      let answered = try run(directory, fault: fault_kind(kind), at: at)
      fault_vfs_plan(FAULT_NONE, 0)
      let survived = try survivors(directory, note: "kind \(kind) at \(at)")
      #expect(answered...(answered + 1) ~= survived, "kind \(kind) at \(at)")
    }
  }

  /// Runs groups until the fault stops them; answers how many were answered.
  private func run(_ directory: TemporaryDirectory, fault: fault_kind, at: Int) throws -> Int {
    // The empty schema is on the disk before the fault is planned.
    fault_vfs_plan(FAULT_NONE, 0)
    let connection = try Connection.open(path: directory.database, fileSystem: "fault")
    try connection.execute("PRAGMA wal_autocheckpoint = 20")
    try Migrator.run(Migrations.all, on: connection)
    let ledger = try Ledger(connection)
    try connection.group { () throws(StoreError) in
      var plan = ledger.plan(now: Instant(milliseconds: 1))
      _ = try plan.open(AccountOwner("bank"), .external, .krw)
      for index in 0..<Self.people {
        _ = try plan.open(AccountOwner("p\(index)"), .user, .krw)
      }
      try ledger.apply(plan)
      try ledger.closeGroup()
    }
    fault_vfs_plan(fault, at)
    var answered = 0
    while answered < 40, fault_vfs_happened() == 0 {
      do throws(StoreError) {
        try pay(answered, ledger, connection)
        answered += 1
      } catch {
        break
      }
    }
    return answered
  }

  /// Group number n gives everybody n + 1, so a balance tells which groups are there.
  private func pay(
    _ group: Int, _ ledger: Ledger, _ connection: Connection
  ) throws(StoreError) {
    try connection.group { () throws(StoreError) in
      var plan = ledger.plan(now: Instant(milliseconds: Int64(group)))
      for person in 0..<Self.people {
        _ = try plan.transfer(
          TransferRequest(
            legs: [
              Leg(
                from: AccountID(rawValue: 1), to: AccountID(rawValue: Int64(person + 2)),
                amount: won(Int64(group + 1)))
            ], key: requestKey("g\(group)p\(person)"), memo: Array(repeating: 7, count: 600)))
      }
      try ledger.apply(plan)
      try ledger.closeGroup()
    }
  }

  /// Opens what the disk has with the ordinary file system; answers how many groups are there.
  private func survivors(_ directory: TemporaryDirectory, note: String) throws -> Int {
    let connection = try Connection.open(path: directory.database)
    let ledger = try Ledger(connection)
    let report = try LedgerAudit.run(connection)
    #expect(report.isSound, "\(note): \(String(describing: report.fault))")
    let balances = (0..<Self.people).map {
      ledger.read(AccountID(rawValue: Int64($0 + 2)))?.posted ?? -1
    }
    #expect(Set(balances).count == 1, "\(note): \(balances)")
    var groups = 0
    var sum: Int64 = 0
    while sum < balances[0] {
      groups += 1
      sum += Int64(groups)
    }
    #expect(sum == balances[0], "\(note)")
    return groups
  }
}
