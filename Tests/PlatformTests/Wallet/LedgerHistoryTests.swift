import Platform
import Store
import Testing
import Wire

/// Reading the past on a read-only connection.
@Suite struct LedgerHistoryTests {
  private func makePayments(_ count: Int) throws -> (LedgerFixture, AccountID, AccountID) {
    let fixture = try LedgerFixture()
    let (bank, ann) = (try fixture.open("bank", .external), try fixture.open("ann"))
    for index in 0..<count {
      fixture.now = fixture.now.adding(seconds: 1)
      try fixture.run { (plan) throws(StoreError) in
        try plan.transfer(
          TransferRequest(
            legs: [Leg(from: bank, to: ann, amount: won(Int64(index + 1)))],
            key: requestKey("k\(index)"), memo: [UInt8(index % 256)]))
      }
    }
    return (fixture, bank, ann)
  }

  @Test(arguments: [1, 7, 99, 100])
  func pagesMeetWithoutGapOrOverlap(limit: Int) throws {
    let (fixture, bank, ann) = try makePayments(200)
    let reader = try fixture.reader()
    for (account, sign) in [(ann, Int64(1)), (bank, -1)] {
      var changes: [Int64] = []
      var next = fixture.ledger.historyHead(account)
      while next != .none {
        let page = try reader.history(of: account, from: next, limit: limit)
        #expect(page.entries.count <= limit)
        changes += page.entries.map(\.change)
        next = page.next
      }
      #expect(changes == (1...200).reversed().map { sign * $0 })
    }
  }

  @Test func theLastPageSaysSo() throws {
    let (fixture, _, ann) = try makePayments(100)
    let page = try fixture.reader().history(
      of: ann, from: fixture.ledger.historyHead(ann), limit: 100)
    #expect(page.entries.count == 100 && page.next == .none)
    #expect(page.entries[0].balance.posted == 5_050)
    #expect(page.entries[99].balance.posted == 1)
  }

  @Test func aCursorOfSomebodyElseIsAnEmptyPage() throws {
    let (fixture, bank, ann) = try makePayments(3)
    let reader = try fixture.reader()
    // Rows 1 and 2 open the bank and ann; no row 99 exists.
    for (account, row) in [(ann, Int64(1)), (bank, 2), (ann, 99)] {
      let page = try reader.history(of: account, from: RowID(rawValue: row), limit: 10)
      #expect(page.entries.isEmpty && page.next == .none)
    }
  }

  @Test func balancesOfThePast() throws {
    let (fixture, _, ann) = try makePayments(10)
    let reader = try fixture.reader()
    let head = fixture.ledger.historyHead(ann)
    func posted(secondsAgo: Int64) throws -> Int64? {
      try reader.balance(
        of: ann, at: fixture.now.adding(seconds: -secondsAgo), from: head)?.posted
    }
    #expect(try posted(secondsAgo: 0) == 55)
    #expect(try posted(secondsAgo: 1) == 45)
    #expect(try posted(secondsAgo: 9) == 1)
    #expect(try posted(secondsAgo: 10) == 0)
    #expect(try posted(secondsAgo: 100) == nil)
  }

  @Test func transfersAreFoundByNumberAndKey() throws {
    let (fixture, bank, ann) = try makePayments(50)
    try fixture.run { (plan) throws(StoreError) in
      try plan.transfer(
        TransferRequest(
          legs: (1...5).map { Leg(from: bank, to: ann, amount: won($0)) },
          key: requestKey("five")))
    }
    _ = try fixture.open("late")
    let reader = try fixture.reader()
    for number in 1...54 {
      let record = try #require(try reader.record(TransferNumber(rawValue: Int64(number))))
      #expect(record.id.rawValue == Int64(number))
      #expect(record.rows.count == (number == 53 ? 5 : 1))
    }
    for number in [0, -1, 55, Int64.max] {
      #expect(try reader.record(TransferNumber(rawValue: number)) == nil)
    }
    let found = try fixture.ledger.lookup(principal: "p_me", key: "five")
    #expect(found?.record?.rows.count == 5)
    #expect(found?.record?.amount == 15)
    #expect(try fixture.ledger.lookup(principal: "p_me", key: "six") == nil)
    #expect(try fixture.ledger.lookup(principal: "p_eve", key: "five") == nil)
    #expect(try reader.memo(of: TransferNumber(rawValue: 3)) == [0])
    #expect(try reader.memo(of: TransferNumber(rawValue: 53)) == nil)
  }

  @Test func numbersTravelAsText() {
    #expect(TransferNumber(rawValue: 12).wire == TransferID("t_12"))
    #expect(TransferNumber(TransferID("t_12")) == TransferNumber(rawValue: 12))
    for text in ["12", "t_", "t_0", "t_-1", "t_012", "t_+1", "t_99999999999999999999"] {
      #expect(TransferNumber(TransferID(text)) == nil)
    }
  }
}
