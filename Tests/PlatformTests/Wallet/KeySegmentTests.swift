import Crypto
import Store
import Testing
import Wire

@testable import Platform

/// Keys leave memory and are found for ever.
@Suite struct KeySegmentTests {
  private static let small: KeyLimits = {
    var limits = KeyLimits()
    (limits.rowsPerSegment, limits.keysPerPage) = (Int64(KeyPage.rows), 7)
    (limits.filters, limits.refusals) = (2, 4)
    return limits
  }()

  private static func request(_ index: Int, _ from: AccountID, _ to: AccountID) -> TransferRequest {
    TransferRequest(
      legs: [Leg(from: from, to: to, amount: won(1))],
      key: index % 5 == 0 ? nil : requestKey("k\(index)"))
  }

  /// Transfers in groups, with a restart now and then, so that indexes are written halfway.
  private func fill(_ count: Int) throws -> LedgerFixture {
    let fixture = try LedgerFixture(keyLimits: Self.small)
    let (bank, ann) = (try fixture.open("bank", .external), try fixture.open("ann"))
    for begin in stride(from: 0, to: count, by: 37) {
      try fixture.run { (plan) throws(StoreError) in
        for index in begin..<min(begin + 37, count) {
          _ = try plan.transfer(Self.request(index, bank, ann))
        }
      }
      if begin % (37 * 11) == 0 { try fixture.reopen() }
    }
    return fixture
  }

  @Test func everyKeyIsFoundForEverAndMemoryIsBounded() throws {
    let count = KeyPage.rows * 6
    let fixture = try fill(count)
    #expect(fixture.ledger.segments.count >= 4)
    #expect(fixture.ledger.keys.tables.count <= 2)
    #expect(fixture.ledger.keys.count <= 2 * KeyPage.rows)
    let filters = fixture.ledger.segments.map { $0.filter != nil }
    #expect(filters.filter { $0 }.count == Self.small.filters)
    for _ in 0..<2 {
      for index in 0..<count where index % 5 != 0 {
        let key = requestKey("k\(index)")
        let found = try fixture.ledger.earlier(key)
        #expect(found?.record?.rows[0].key == "k\(index)")
        #expect(
          try fixture.ledger.earlier(requestKey("k\(index)", body: "x")) == .refused(.keyReused))
      }
      #expect(try fixture.ledger.earlier(requestKey("never")) == nil)
      let report = try fixture.audit()
      #expect(report.fault == nil)
      try fixture.reopen()
    }
  }

  /// A group that fails while an index is written is as if it had never been.
  @Test func aFailedGroupLosesNoKey() throws {
    let fixture = try fill(KeyPage.rows + 40)
    let (bank, ann) = (AccountID(rawValue: 1), AccountID(rawValue: 2))
    for failAt in 0..<12 {
      var untilFailure = failAt
      fixture.connection.failpoint = { (reached) throws(StoreError) in
        guard reached == .statement else { return }
        untilFailure -= 1
        if untilFailure < 0 { throw .diskFull }
      }
      let request = Self.request(100_001 + failAt * 5, bank, ann)
      do {
        try fixture.run { (plan) throws(StoreError) in try plan.transfer(request) }
        fixture.connection.failpoint = nil
      } catch {
        fixture.connection.failpoint = nil
        try fixture.ledger.reload()
      }
    }
    for index in 0..<(KeyPage.rows + 40) where index % 5 != 0 {
      #expect(try fixture.ledger.earlier(requestKey("k\(index)")) != nil)
    }
    #expect(try fixture.audit().isSound)
  }

  @Test(arguments: [
    "UPDATE ledger_segment_page SET pairs = zeroblob(length(pairs)) WHERE id = 3",
    "UPDATE ledger_segment_page SET pairs = x'00' WHERE id = 3",
    "UPDATE ledger_segment_page SET keys = 6 WHERE id = 3",
    "DELETE FROM ledger_segment_page WHERE id = 3",
    "UPDATE ledger_segment SET filter = zeroblob(length(filter)) WHERE number = 0",
    "UPDATE ledger_segment SET keys = keys + 1 WHERE number = 0",
    "UPDATE ledger_segment SET fences = zeroblob(length(fences)) WHERE number = 0",
  ])
  func anEditedIndexIsFound(edit: String) throws {
    let fixture = try fill(KeyPage.rows * 3)
    #expect(try fixture.audit().isSound)
    try fixture.connection.execute(edit)
    #expect(try fixture.audit().fault?.place == .keys(RowID(rawValue: 1)))
  }

  /// Refusals stick although memory keeps only the newest of them.
  @Test func oldRefusalsStick() throws {
    let fixture = try LedgerFixture(keyLimits: Self.small)
    let (ann, bob) = (try fixture.open("ann"), try fixture.open("bob"))
    let count = Self.small.refusals * 5
    for index in 0..<count {
      try fixture.run { (plan) throws(StoreError) in
        plan.remember(.sameAccount(ann), for: requestKey("r\(index)"))
      }
    }
    #expect(fixture.ledger.keys.count <= 2 * Self.small.refusals)
    for _ in 0..<2 {
      for index in 0..<count {
        let found = try fixture.run { (plan) throws(StoreError) in
          try plan.transfer(
            TransferRequest(
              legs: [Leg(from: ann, to: bob, amount: won(1))], key: requestKey("r\(index)")))
        }
        #expect(found == .refusedBefore(.sameAccount(ann)))
      }
      try fixture.reopen()
    }
  }

  /// A table is a dictionary of lists, whatever its size, and gives its keys in order.
  @Test(arguments: [1, 716, 717, 718, 5_000])
  func aTableIsADictionaryOfLists(count: Int) {
    var random = SeededRandom(seed: UInt64(count))
    var table = KeyTable(base: 10)
    var expected: [UInt64: [Int64]] = [:]
    for place in 1...Int64(count) {
      // Few first bits, so that runs are long and some fingerprints are shared.
      let drawn = random.bytes(2).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      let fingerprint = max(drawn << 50 | drawn, 1)
      table.insert(fingerprint, at: place + 10)
      expected[fingerprint, default: []].append(place + 10)
    }
    for (fingerprint, places) in expected {
      var found: [Int64] = []
      table.add(candidates: fingerprint, to: &found)
      #expect(found.sorted() == places)
    }
    var slot = 0
    var listed: [UInt64] = []
    while case let run = table.run(from: &slot), !run.isEmpty {
      listed += run.map(\.fingerprint)
    }
    #expect(listed.count == count)
    #expect(listed == listed.sorted())
  }

  @Test func aFilterForgetsNoKeyAndTellsMostOthersApart() {
    var filter = KeyFilter(keys: 10_000)
    let print = { (index: Int) in Blake2b.hash(Array("\(index)".utf8)).fingerprint }
    for index in 0..<10_000 { filter.insert(print(index)) }
    #expect((0..<10_000).allSatisfy { filter.mayHold(print($0)) })
    let wrong = (10_000..<20_000).filter { filter.mayHold(print($0)) }.count
    #expect(wrong < 500, "\(wrong) of 10000")
  }
}
