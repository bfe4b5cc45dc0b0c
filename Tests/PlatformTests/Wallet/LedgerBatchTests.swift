import Platform
import Store
import Testing
import Wire

/// Several requests in one plan.
@Suite struct LedgerBatchTests {
  private func makeLedger() throws -> (LedgerFixture, AccountID, AccountID, AccountID) {
    let fixture = try LedgerFixture()
    let accounts = (
      try fixture.open("bank", .external), try fixture.open("ann"),
      try fixture.open("shop", .merchant)
    )
    try fixture.run { (plan) throws(StoreError) in
      try plan.transfer(
        TransferRequest(
          legs: [Leg(from: accounts.0, to: accounts.1, amount: won(10_000))],
          key: requestKey("fund")))
    }
    return (fixture, accounts.0, accounts.1, accounts.2)
  }

  private func requests(
    _ count: Int, from: AccountID, to: AccountID, amount: Int64
  ) -> [TransferRequest] {
    (0..<count).map {
      TransferRequest(
        legs: [Leg(from: from, to: to, amount: won(amount))], key: requestKey("b\($0)"))
    }
  }

  @Test func theFirstFailureIsNamedAndTheOthersAreLinked() throws {
    let (fixture, _, ann, shop) = try makeLedger()
    let outcomes = try fixture.run { (plan) throws(StoreError) in
      try plan.batch(requests(5, from: ann, to: shop, amount: 3_000))
    }
    let codes = outcomes.map { $0.refusal?.code.name }
    let linked = "wallet.linked_failed"
    #expect(codes == [linked, linked, linked, "wallet.insufficient_funds", linked])
    #expect(outcomes[0] == .refused(.linkedFailed(index: 3)))
    #expect(fixture.ledger.read(ann)?.posted == 10_000)
    #expect(try fixture.ledger.earlier(requestKey("b0")) == nil)
    #expect(try fixture.audit().isSound)
  }

  @Test func aBatchIsDoneAndReplayed() throws {
    let (fixture, _, ann, shop) = try makeLedger()
    let batch = requests(3, from: ann, to: shop, amount: 3_000)
    let first = try fixture.run { (plan) throws(StoreError) in try plan.batch(batch) }
    try fixture.reopen()
    let second = try fixture.run { (plan) throws(StoreError) in try plan.batch(batch) }
    #expect(first.compactMap(\.record).map { .replayed($0) } == second)
    #expect(first.count == 3)
    #expect(fixture.ledger.read(ann)?.posted == 1_000)
  }

  @Test(arguments: [
    (0, "wallet.batch"), (1, nil), (LedgerPlan.maximumBatch, nil),
    (LedgerPlan.maximumBatch + 1, "wallet.batch"),
  ])
  func aBatchHasItsLimits(count: Int, code: String?) throws {
    let (fixture, _, ann, shop) = try makeLedger()
    let outcomes = try fixture.run { (plan) throws(StoreError) in
      try plan.batch(requests(count, from: ann, to: shop, amount: 1))
    }
    #expect(outcomes.count == count)
    #expect(outcomes.allSatisfy { $0.refusal?.code.name == code })
    #expect(try fixture.audit().isSound)
  }

  @Test(arguments: [
    (0, "wallet.legs"), (1, nil), (TransferRequest.maximumLegs, nil),
    (TransferRequest.maximumLegs + 1, "wallet.legs"),
  ])
  func aTransferHasItsLimits(count: Int, code: String?) throws {
    let (fixture, _, ann, shop) = try makeLedger()
    let legs = Array(repeating: Leg(from: ann, to: shop, amount: won(1)), count: count)
    let outcome = try fixture.run { (plan) throws(StoreError) in
      try plan.transfer(TransferRequest(legs: legs, key: nil))
    }
    #expect(outcome.refusal?.code.name == code)
    #expect(fixture.ledger.read(shop)?.posted == (code == nil ? Int64(count) : 0))
  }

  /// A plan sees its own earlier steps: money, accounts, keys, holds and refunds.
  @Test func aPlanBuildsOnItself() throws {
    let (fixture, bank, _, shop) = try makeLedger()
    try fixture.run { (plan) throws(StoreError) in
      let eve = try plan.open(AccountOwner("eve"), .user, .krw)
      #expect(try plan.open(AccountOwner("eve"), .user, .krw) == eve)
      let fund = TransferRequest(
        legs: [Leg(from: bank, to: eve, amount: won(900))], key: requestKey("f"))
      let funded = try plan.transfer(fund)
      #expect(funded.record?.balance(after: eve)?.available == 900)
      #expect(try plan.transfer(fund) == funded.record.map { .replayed($0) })
      let hold = try plan.hold(
        Leg(from: eve, to: shop, amount: won(900)), forMilliseconds: 5, key: nil)
      #expect(plan.read(eve)?.available == 0)
      let number = hold.record?.id ?? TransferNumber(rawValue: 0)
      let captured = try plan.capture(number, amount: 800, key: nil)
      #expect(try plan.release(number, key: nil) == .refused(.holdEnded(number.rawValue)))
      let paid = captured.record?.id ?? TransferNumber(rawValue: 0)
      #expect(try plan.remaining(of: paid) == 800)
      #expect(try plan.refund(paid, amount: 500, key: nil).record != nil)
      #expect(try plan.remaining(of: paid) == 300)
      let tooMuch = try plan.refund(paid, amount: 301, key: nil)
      #expect(tooMuch == .refused(.refundTooLarge(amount: 301, remaining: 300)))
      #expect(plan.read(eve)?.posted == 600)
    }
    #expect(try fixture.audit().isSound)
    try fixture.reopen()
    #expect(try fixture.audit().isSound)
  }

  @Test func whatIsDroppedLeavesNoTrace() throws {
    let (fixture, bank, ann, _) = try makeLedger()
    let before = fixture.ledger.head
    var plan = fixture.ledger.plan(now: fixture.now)
    _ = try plan.transfer(
      TransferRequest(
        legs: [Leg(from: bank, to: ann, amount: won(1))], key: requestKey("dropped")))
    #expect(!plan.isEmpty)
    #expect(fixture.ledger.head == before)
    #expect(fixture.ledger.read(ann)?.posted == 10_000)
    #expect(try fixture.ledger.earlier(requestKey("dropped")) == nil)
  }

  @Test func refundsOfSeveralLegsGoBackTheLastFirst() throws {
    let (fixture, bank, ann, shop) = try makeLedger()
    let fee = try fixture.open("fee", .fee)
    try fixture.run { (plan) throws(StoreError) in
      let paid = try plan.transfer(
        TransferRequest(
          legs: [
            Leg(from: ann, to: shop, amount: won(700)), Leg(from: bank, to: fee, amount: won(30)),
          ], key: nil))
      let number = paid.record?.id ?? TransferNumber(rawValue: 0)
      let refund = try plan.refund(number, amount: 100, key: nil)
      #expect(refund.record?.rows.map(\.amount) == [30, 70])
      #expect(try plan.refund(number, amount: 630, key: nil).record?.rows.map(\.amount) == [630])
    }
    #expect(fixture.ledger.read(ann)?.posted == 10_000)
    #expect(fixture.ledger.read(shop)?.posted == 0)
    #expect(try fixture.audit().isSound)
  }
}
