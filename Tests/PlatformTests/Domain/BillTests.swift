import Testing
import Wire

@testable import Platform

@Suite struct BillTests {
  private func lunch(
    _ amount: Int64 = 7_000, payers: BillEffect.Payers = .viewer
  ) throws -> (world: DomainWorld, session: SessionID, bill: BillID) {
    let world = try DomainWorld()
    try world.publish()
    let session = try world.sit("mina").session
    try world.sit("joon")
    try world.topUp("mina", 60_000)
    try world.topUp("joon", 60_000)
    let reply = try world.order("mina", session, amount, key: "1", payers: payers)
    return (world, session, try #require(reply.sheet).bill.bill)
  }

  @Test func payingMovesTheMoneyOnceAndOwesTheProgramTheNews() throws {
    let (world, _, bill) = try lunch()
    let answer = try world.pay("mina", bill, 7_000, key: "the-only-payment-key")
    #expect(answer["bill"]?["status"] == "paid")
    #expect(answer["balance"] == 53_000)
    let again = try world.pay("mina", bill, 7_000, key: "the-only-payment-key")
    #expect(again["replayed"] == true)
    #expect(again["balance"] == 53_000)
    #expect(try world.balance("mina") == 53_000)
    let owed = try world.owed()
    #expect(owed.map(\.feature.name) == ["joined"])
    try world.deliverAll()
    #expect(try world.owed().isEmpty)
    let audit = try world.audit()
    #expect(audit.ok)
    #expect(audit.sums == ["KRW": 0])
  }

  @Test(
    arguments: [
      ("mina", 7_000, "ok"), ("mina", 6_999, "bill.amount_changed"),
      ("mina", 7_001, "bill.amount_changed"), ("joon", 7_000, "bill.unknown"),
      ("sora", 7_000, "bill.unknown"),
    ] as [(String, Int64, String)]) func whoPaysWhat(
      name: String, amount: Int64, expected: String
    ) throws
  {
    let (world, _, bill) = try lunch()
    #expect(verdict { try world.pay(name, bill, amount) } == expected)
    #expect(try world.balance("mina") == (expected == "ok" ? 53_000 : 60_000))
  }

  @Test(arguments: [(49_999, "ok"), (50_000, "ok"), (50_001, "wallet.limit")] as [(Int64, String)])
  func aVisitorsPaymentHasALimit(amount: Int64, expected: String) throws {
    let (world, _, bill) = try lunch(amount)
    #expect(verdict { try world.pay("mina", bill, amount) } == expected)
  }

  @Test(
    arguments: [
      (200_000, "ok"), (200_001, "wallet.balance_limit"), (0, "wallet.amount_invalid"),
      (-1, "wallet.amount_invalid"),
    ] as [(Int64, String)])
  func aVisitorsWalletHasALimit(amount: Int64, expected: String) throws {
    let world = try DomainWorld()
    #expect(verdict { try world.topUp("mina", amount) } == expected)
  }

  @Test func walletsHoldWonOnly() throws {
    let world = try DomainWorld()
    let params = WalletTopUpMethod.Params(key: world.newKey(), amount: 1_000, currency: .usd)
    let caller = try world.person("mina")
    let body = try world.body(WalletTopUpMethod.name, params)
    #expect(
      verdict { try world.run { try $0.topUp(caller, params, body, now: world.now) } }
        == "wallet.currency")
  }

  @Test func oneOfTwoFriendsPaysAndTheOtherIsTold() throws {
    let (world, _, bill) = try lunch(payers: .people)
    try world.pay("joon", bill, 7_000)
    #expect(verdict { try world.pay("mina", bill, 7_000) } == "bill.already_paid")
    #expect(try world.balance("mina") == 60_000)
    #expect(
      try world.told("mina", ServerNotification.billChanged).last?["bill"]?["status"] == "paid")
  }

  @Test func aFailedPaymentSticksToItsKey() throws {
    let world = try DomainWorld()
    try world.publish()
    let session = try world.sit("mina").session
    let reply = try world.order("mina", session, 7_000, key: "1")
    let bill = try #require(reply.sheet).bill.bill
    let key = "a-key-that-was-refused"
    #expect(verdict { try world.pay("mina", bill, 7_000, key: key) } == "wallet.insufficient_funds")
    try world.topUp("mina", 10_000)
    try world.reopen()
    #expect(verdict { try world.pay("mina", bill, 7_000, key: key) } == "wallet.insufficient_funds")
    #expect(verdict { try world.pay("mina", bill, 7_000) } == "ok")
  }

  @Test func anExpiredBillCannotBePaid() throws {
    for (milliseconds, expected) in [(899_999, "ok"), (900_000, "bill.expired")]
      as [(Int64, String)]
    {
      let (world, _, bill) = try lunch()
      world.now = world.now.adding(milliseconds: milliseconds)
      #expect(verdict { try world.pay("mina", bill, 7_000) } == expected)
    }
  }

  @Test func theClockExpiresABillOnceAndTellsTheProgram() throws {
    let (world, _, bill) = try lunch()
    try world.deliverAll()
    world.now = try #require(try world.platform.nextDue())
    for _ in 0..<2 { _ = try world.group { try $0.runDue(now: world.now) } }
    #expect(verdict { try world.pay("mina", bill, 7_000) } == "bill.expired")
    #expect(try world.owed().map(\.feature.name) == ["expired"])
  }

  @Test func anOrderThatNobodyTakesInIsNoticedAndRefunded() throws {
    let (world, _, bill) = try lunch()
    try world.pay("mina", bill, 7_000)
    let mina = try world.person("mina")
    func cancel() -> String {
      verdict {
        let params = BillCancelMethod.Params(key: world.newKey(), bill: bill)
        let body = try world.body(BillCancelMethod.name, params)
        try world.run { try $0.billCancel(mina, params, body, now: world.now) }
      }
    }
    #expect(cancel() == "bill.not_cancellable")
    world.now = world.now.adding(seconds: 600)
    _ = try world.group { try $0.runDue(now: world.now) }
    #expect(try world.inbox("mina").map(\.template) == ["bill.overdue"])
    #expect(try world.inbox("owner").map(\.template) == ["bill.overdue"])
    #expect(cancel() == "ok")
    #expect(try world.balance("mina") == 60_000)
    #expect(cancel() == "bill.not_paid")
    #expect(try world.audit().ok)
  }

  @Test func afterADayAnUnconfirmedOrderIsRefundedByItself() throws {
    let (world, _, bill) = try lunch()
    try world.pay("mina", bill, 7_000)
    world.now = world.now.adding(seconds: Platform.refundUnconfirmedSeconds)
    for _ in 0..<3 { _ = try world.group { try $0.runDue(now: world.now) } }
    #expect(try world.balance("mina") == 60_000)
    let shown = try world.platform.billShow(try world.person("mina"), bill, now: world.now)
    #expect(shown.bill.status == .refunded)
  }

  @Test func aTakenInOrderIsNotRefundedByItself() throws {
    let (world, _, bill) = try lunch()
    try world.pay("mina", bill, 7_000)
    try world.deliverAll()
    world.now = world.now.adding(seconds: 2 * Platform.refundUnconfirmedSeconds)
    _ = try world.group { try $0.runDue(now: world.now) }
    #expect(try world.balance("mina") == 53_000)
    let shown = try world.platform.billShow(try world.person("mina"), bill, now: world.now)
    #expect(shown.bill.delivery == .confirmed)
  }

  @Test func staffRefundsUpToWhatRemains() throws {
    let (world, _, bill) = try lunch()
    try world.pay("mina", bill, 7_000)
    func refund(_ name: String, _ amount: Int64?) -> String {
      verdict {
        let params = BillRefundMethod.Params(
          key: world.newKey(), bill: bill, amount: amount, reason: "cold")
        let caller = try world.person(name)
        let body = try world.body(BillRefundMethod.name, params)
        try world.run { try $0.billRefund(caller, params, body, now: world.now) }
      }
    }
    #expect(refund("mina", 1_000) == "auth.role")
    #expect(refund("owner", 3_000) == "ok")
    let told = try #require(try world.inbox("mina").first?.text.text(in: .english))
    #expect(told == "₩3,000 was refunded: cold")
    #expect(refund("owner", 4_001) == "bill.refund_exceeds")
    #expect(refund("owner", nil) == "ok")
    #expect(refund("owner", 1) == "bill.not_paid")
    #expect(try world.balance("mina") == 60_000)
    #expect(try world.audit().ok)
  }

  @Test func everythingIsThereAfterARestart() throws {
    let (world, session, bill) = try lunch()
    try world.pay("mina", bill, 7_000)
    let before = try world.audit()
    try world.reopen()
    #expect(try world.audit() == before)
    #expect(try world.balance("mina") == 53_000)
    #expect(try #require(try world.platform.session(session)).state == ["ordered": "1"])
    #expect(try world.owed().count == 1)
    #expect(try world.platform.storedTime() == world.now)
  }
}
