import Store
import Testing
import Wire

@testable import Platform

/// Snapshots are written back in passes; a start replays only what is behind the last whole one.
@Suite struct SnapshotSweepTests {
  private func row(_ number: Int64) -> RowID {
    RowID(rawValue: number)
  }

  private func numbers(_ accounts: [AccountID]) -> [Int64] {
    accounts.map(\.rawValue)
  }

  @Test func aPassMakesExactWhatWasBeforeIt() {
    var sweep = SnapshotSweep()
    for account in [5, 2, 9] {
      sweep.touch(AccountID(rawValue: Int64(account)))
    }
    sweep.touch(AccountID(rawValue: 5))
    #expect(sweep.dirtyCount == 3)
    #expect(numbers(sweep.take(2, head: row(10))) == [2, 5])
    #expect(sweep.clean == row(0))
    // Changed again behind the pass: it waits for the next one.
    sweep.touch(AccountID(rawValue: 2))
    #expect(numbers(sweep.take(1, head: row(20))) == [9])
    #expect(sweep.clean == row(0))
    #expect(numbers(sweep.take(8, head: row(30))) == [2])
    #expect(sweep.clean == row(30))
    #expect(sweep.take(8, head: row(40)).isEmpty)
    #expect(sweep.clean == row(40))
  }

  @Test func aBusyPassLagsByOnePass() {
    var sweep = SnapshotSweep()
    for head in 1...20 {
      for account in 1...10 {
        sweep.touch(AccountID(rawValue: Int64(account)))
      }
      #expect(sweep.take(5, head: row(Int64(head))).count == 5)
      // Two groups a pass: what is exact is never more than two passes old.
      #expect(sweep.clean.rawValue >= Int64(head) - 4)
    }
  }

  /// Rows of a group and changed accounts, and how many snapshots it writes: enough for a pass in
  /// its rows, one a row at most, a few at least.
  @Test(arguments: [
    (0, 0, 4), (1, 10_000, 4), (64, 10_000, 10), (64, 65_535, 64), (64, 65_536, 64),
    (64, 65_537, 64), (64, 1_000_000, 64), (1_000, 400, 7), (3, 1_000_000, 4),
  ]) func aGroupWritesWhatAPassNeeds(rows: Int, changed: Int, due: Int) {
    var sweep = SnapshotSweep()
    for account in 0..<changed { sweep.touch(AccountID(rawValue: Int64(account + 1))) }
    #expect(sweep.due(rows: rows) == due)
  }

  /// What a start replays is about two passes, each as many rows as are to be made in one, or as
  /// there are accounts; a little more while the accounts that change become more.
  @Test(arguments: [100, 20_000, 80_000]) func whatAStartReplaysIsBounded(accounts: Int) {
    var sweep = SnapshotSweep()
    let (group, rows) = (1000, 3 * max(accounts, SnapshotSweep.rowsPerPass))
    var (head, longest): (Int64, Int64) = (0, 0)
    var state: UInt64 = 7
    while head < rows {
      for _ in 0..<group {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        sweep.touch(AccountID(rawValue: Int64((state >> 33) % UInt64(accounts)) + 1))
      }
      head += Int64(group)
      _ = sweep.take(sweep.due(rows: group), head: row(head))
      longest = max(longest, head - sweep.clean.rawValue)
    }
    #expect(longest <= Int64(max(accounts, SnapshotSweep.rowsPerPass)) * 5 / 2)
  }

  @Test func aGroupLooksAtAFewOnly() {
    var sweep = SnapshotSweep()
    let last = AccountID(rawValue: Int64(SnapshotSweep.maximumLooks + 1))
    sweep.touch(last)
    #expect(sweep.take(1, head: row(1)).isEmpty)
    #expect(sweep.take(1, head: row(2)) == [last])
    #expect(sweep.clean == row(2))
  }

  /// The payers and payees of one group are twice its rows, so its snapshots lag.
  private func makeLagging() throws -> LedgerFixture {
    let fixture = try LedgerFixture()
    let people = try fixture.run { (plan) throws(StoreError) in
      var people: [AccountID] = []
      for index in 0..<400 {
        people.append(try plan.open(AccountOwner("p\(index)"), .external, .krw))
      }
      return people
    }
    for _ in 0..<5 {
      try fixture.run { (plan) throws(StoreError) in
        for index in 0..<200 {
          let leg = Leg(from: people[index], to: people[399 - index], amount: won(1))
          _ = try plan.transfer(TransferRequest(legs: [leg], key: nil))
        }
      }
    }
    return fixture
  }

  private func stale(_ fixture: LedgerFixture) throws -> Int64? {
    let all = fixture.balances().map(\.posted)
    let stored = try fixture.connection.prepare("SELECT posted FROM account ORDER BY id")
      .rows { $0.integer(0) }
    return Int64(zip(all, stored).count { $0 != $1 })
  }

  @Test func laggingSnapshotsAreCaughtUpAtTheStart() throws {
    let fixture = try makeLagging()
    let before = fixture.balances()
    // The last group's own snapshots are exact, nobody else's.
    let lagging = 400 - Int64(SnapshotSweep.leastPerGroup)
    #expect(try stale(fixture) == lagging)
    let tail = try fixture.connection.prepare("SELECT row - clean FROM ledger_head")
      .first { $0.integer(0) }
    #expect(tail == 1400)
    #expect(try fixture.audit().isSound)
    try fixture.reopen()
    #expect(fixture.balances() == before)
    #expect(try stale(fixture) == lagging)
    try fixture.connection.group { () throws(StoreError) in
      try fixture.ledger.writeAllSnapshots()
    }
    #expect(try stale(fixture) == 0)
    #expect(try fixture.audit().isSound)
    try fixture.reopen()
    #expect(fixture.balances() == before)
  }

  @Test func aSnapshotThatClaimsTooMuchIsFound() throws {
    let fixture = try makeLagging()
    try fixture.connection.execute("UPDATE ledger_head SET clean = row")
    guard case .account = try fixture.audit().fault?.place else {
      Issue.record("a lagging snapshot was taken for exact")
      return
    }
  }
}
