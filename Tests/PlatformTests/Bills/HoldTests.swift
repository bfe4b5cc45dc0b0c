import Store
import TestSupport
import Testing
import Wire

@testable import Platform

/// Bills that set money aside: captured in part, released, or free again by themselves, once.
@Suite struct HoldTests {
  private static let line = BillEffect.Line(
    id: "ride", title: "Ride", quantity: 1, unitAmount: 5_000)

  private func world() throws -> (world: DomainWorld, session: SessionID) {
    let world = try DomainWorld()
    try world.publishMoney()
    try world.topUp("mina", 20_000)
    return (world, try world.visit("mina"))
  }

  /// A bill whose money is set aside for an hour.
  @discardableResult
  private func hold(
    _ world: DomainWorld, _ session: SessionID, key: String = "ride", seconds: Int64 = 3_600,
    confirmed: Bool = true
  ) throws -> BillID {
    let bill = BillEffect(key: key, lines: [Self.line], holdSeconds: seconds)
    let sheet = try #require(try world.act("mina", session, .bill(bill)).sheet)
    #expect(sheet.bill.hold == BillView.Hold(amount: 5_000, seconds: seconds))
    try world.pay("mina", sheet.bill.bill, 5_000)
    if confirmed { try world.deliverAll() }
    return sheet.bill.bill
  }

  private func show(_ world: DomainWorld, _ bill: BillID) throws -> BillView {
    try world.platform.billShow(try world.person("mina"), bill, now: world.now).bill
  }

  private func capture(
    _ world: DomainWorld, _ session: SessionID, _ amount: Int64?, key: String = "ride"
  ) -> String {
    verdict {
      try world.act("mina", session, .capture(key: key, amount: amount))
    }
  }

  @Test func payingSetsAsideAndCapturingCharges() throws {
    let (world, session) = try world()
    let bill = try hold(world, session, confirmed: false)
    #expect(try world.hear().map { $0["bill"]?["key"] } == ["ride"])
    let balance = try world.platform.walletBalance(try world.person("mina"))
    #expect((balance.posted, balance.held, balance.available) == (20_000, 5_000, 15_000))
    #expect(try show(world, bill).status == .held)
    #expect(verdict { try world.pay("mina", bill, 5_000) } == "bill.already_paid")
    #expect(capture(world, session, 5_001) == "conflict bill.capture_exceeds")
    #expect(capture(world, session, 3_200) == "ok")
    let paid = try show(world, bill)
    #expect((paid.status, paid.total.amount, paid.hold?.amount) == (.paid, 3_200, 5_000))
    #expect(paid.lines.map { $0.unitAmount * $0.quantity } == [5_000, -1_800])
    #expect(try world.balance("mina") == 16_800)
    #expect(try world.merchantBalance() == 3_200)
    #expect(capture(world, session, 1) == "conflict bill.not_held")
    #expect(try world.inbox("mina").map(\.template) == ["bill.captured"])
    #expect(
      try world.inbox("mina").first?.text.text(in: .english)
        == "₩3,200 was charged; the other ₩1,800 is yours again.")
    // What was captured can be given back, and no more.
    #expect(verdict { try world.refund(bill, 3_201) } == "bill.refund_exceeds")
    try world.refund(bill, nil)
    #expect(try world.balance("mina") == 20_000)
    #expect(try world.audit().ok)
  }

  @Test func aReceiptMayTellWhatWasBoughtInTheEnd() throws {
    let (world, session) = try world()
    let bill = try hold(world, session)
    let line = BillEffect.Line(id: "km", title: "4 km", quantity: 4, unitAmount: 700)
    try world.act(
      "mina", session, .capture(key: "ride", amount: 2_800, lines: [line]))
    #expect(try show(world, bill).lines.map(\.id) == ["km"])
  }

  @Test(
    arguments: [
      // Milliseconds after paying, what capturing says, and whether the hold is over by itself.
      (3_599_999, "ok", false), (3_600_000, "conflict bill.not_held", true),
      (90_000_000, "conflict bill.not_held", true),
    ] as [(Int64, String, Bool)])
  func aHoldEndsAtItsInstant(after: Int64, expected: String, isOver: Bool) throws {
    let (world, session) = try world()
    let bill = try hold(world, session)
    #expect(try world.platform.nextDue() == world.now.adding(seconds: 3_600))
    world.now = world.now.adding(milliseconds: after)
    // Nobody has swept yet: the clock alone decides.
    #expect(capture(world, session, 5_000) == expected)
    for _ in 0..<3 { _ = try world.group { try $0.runDue(now: world.now) } }
    try world.reopen()
    for _ in 0..<2 { _ = try world.group { try $0.runDue(now: world.now) } }
    world.now = world.now.adding(milliseconds: -after)
    _ = try world.group { try $0.runDue(now: world.now) }
    #expect(try show(world, bill).status == (isOver ? .released : .paid))
    #expect(try world.balance("mina") == (isOver ? 20_000 : 15_000))
    let rows = try world.connection.prepare("SELECT count(*) FROM ledger_log WHERE kind = 5")
    #expect(try rows.first { $0.integer(0) } == (isOver ? 1 : 0))
    world.now = world.now.adding(milliseconds: after)
    let heard = try world.hear().compactMap { $0["reason"]?.string }
    #expect(heard == (isOver ? ["expired"] : []))
    #expect(
      try world.inbox("mina").map(\.template) == [isOver ? "hold.released" : "bill.captured"])
    #expect(try world.audit().ok)
  }

  /// The group of the sweep dies at every statement in turn; the money is free once, in the sweep
  /// that lives, and the program hears of it once.
  @Test func aSweepThatIsCutAnywhereFreesOnce() throws {
    var cuts = 0
    for boundary in 0..<30 {
      let (world, session) = try world()
      let bill = try hold(world, session)
      world.now = world.now.adding(seconds: 3_600)
      var reached = 0
      world.connection.failpoint = { (point) throws(StoreError) in
        if reached == boundary, point != .committed { throw .inputOutput }
        reached += 1
      }
      do { _ = try world.group { try $0.runDue(now: world.now) } } catch { cuts += 1 }
      world.connection.failpoint = nil
      try world.reopen()
      for _ in 0..<2 { try world.runAllDue() }
      #expect(try show(world, bill).status == .released)
      #expect(try world.balance("mina") == 20_000)
      let rows = try world.connection.prepare("SELECT count(*) FROM ledger_log WHERE kind = 5")
      #expect(try rows.first { $0.integer(0) } == 1, "cut at \(boundary)")
      #expect(try world.hear().compactMap { $0["reason"]?.string } == ["expired"])
      #expect(try world.audit().ok)
    }
    #expect(cuts > 5)
  }

  @Test func aProgramMayGiveItBack() throws {
    let (world, session) = try world()
    let bill = try hold(world, session)
    #expect(
      verdict { try world.act("mina", session, .release(key: "ride"), .release(key: "ride")) }
        == "conflict bill.not_held")
    #expect(
      verdict {
        try world.act(
          "mina", session, .capture(key: "ride", amount: nil), .release(key: "ride"))
      } == "conflict bill.not_held")
    try world.act("mina", session, .release(key: "ride"))
    #expect(try show(world, bill).status == .released)
    #expect(try world.balance("mina") == 20_000)
    #expect(try world.hear().isEmpty)
    #expect(verdict { try world.pay("mina", bill, 5_000) } == "bill.cancelled")
    #expect(capture(world, session, 1) == "conflict bill.not_held")
  }

  /// Six holds of 1,000 on 5,000: the sixth is refused, because holds count when they are made.
  @Test func holdsCountWhenTheyAreMade() throws {
    let (world, session) = try world()
    for index in 0..<4 { try hold(world, session, key: "\(index)") }
    #expect(try world.balance("mina") == 0)
    let bill = BillEffect(key: "more", lines: [Self.line], holdSeconds: 60)
    let sheet = try #require(try world.act("mina", session, .bill(bill)).sheet)
    #expect(
      verdict { try world.pay("mina", sheet.bill.bill, 5_000) } == "wallet.insufficient_funds")
  }

  /// The gate at the exit is another session of the same app than the gate at the entry.
  @Test func anotherSessionOfTheAppMayCapture() throws {
    let (world, session) = try world()
    let bill = try hold(world, session, key: "trip-1")
    let exit = try world.visit("mina", table: 2)
    #expect(capture(world, exit, 1_400, key: "trip-1") == "ok")
    #expect(try show(world, bill).total.amount == 1_400)
    try hold(world, session, key: "same")
    try hold(world, exit, key: "same")
    let third = try world.visit("mina", table: 3)
    #expect(capture(world, third, 1, key: "same") == "conflict bill.unknown")
    #expect(capture(world, exit, 1, key: "same") == "ok")
  }

  /// What the shop does not take in is given back by itself after a day, and by a key before.
  @Test func aHoldThatNobodyTakesIn() throws {
    for byHand in [true, false] {
      let (world, session) = try world()
      let bill = try hold(world, session, seconds: 5 * 86_400, confirmed: false)
      world.now = world.now.adding(seconds: 600)
      _ = try world.group { try $0.runDue(now: world.now) }
      #expect(try show(world, bill).actions == ["cancel"])
      if byHand {
        let params = BillCancelMethod.Params(key: world.newKey(), bill: bill)
        let body = try world.body(BillCancelMethod.name, params)
        let mina = try world.person("mina")
        try world.run { try $0.billCancel(mina, params, body, now: world.now) }
      } else {
        world.now = world.now.adding(seconds: 86_400)
        try world.runAllDue()
      }
      #expect(try show(world, bill).status == .released)
      #expect(try world.balance("mina") == 20_000)
      #expect(try world.audit().ok)
    }
  }

  /// The history tells what is set aside and what was charged; nobody pays twice.
  @Test func theHistoryNamesHolds() throws {
    let (world, session) = try world()
    try hold(world, session)
    _ = capture(world, session, 3_000)
    let reader = try PlatformReader(
      try Connection.openReadOnly(path: world.directory.database), keys: world.platform.keys)
    let start = try world.platform.historyStart(try world.person("mina"))
    let entries = try reader.history(start, WalletHistoryMethod.Params()).entries
    #expect(entries.map(\.kind) == ["pay", "hold", "topup"])
    #expect(entries.map(\.amount) == [-3_000, 0, 20_000])
  }
}
