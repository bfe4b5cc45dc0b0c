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
    #expect(try stale(fixture) == 200)
    let tail = try fixture.connection.prepare("SELECT row - clean FROM ledger_head")
      .first { $0.integer(0) }
    #expect((1...800).contains(try #require(tail)))
    #expect(try fixture.audit().isSound)
    try fixture.reopen()
    #expect(fixture.balances() == before)
    #expect(try stale(fixture) == 200)
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
