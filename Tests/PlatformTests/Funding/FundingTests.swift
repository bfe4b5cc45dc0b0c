import Crypto
import Store
import Testing
import Wire

@testable import Platform

@Suite struct FundingTests {
  private let world: DomainWorld

  init() throws {
    world = try DomainWorld()
    try world.raise("mina", to: .account)
  }

  private func check(_ expected: String, _ body: () throws -> Void) {
    #expect(verdict(body) == expected)
  }

  private func mirrored() throws {
    let (ledger, bank) = try world.settlement()
    #expect(ledger == -bank)
    #expect(try world.audit().ok)
  }

  @Test(
    arguments: [
      ("4111 1111 1111 1111", .card, true), ("4111 1111 1111 1112", .card, false),
      ("5500-0000-0000-0004", .card, true), ("378282246310005", .card, true),
      ("411111111111", .card, false), ("49927398716", .card, false), ("", .card, false),
      ("4111 1111 1111 111x", .card, false), ("110-1234-5678-000", .account, true),
      ("123456789", .account, false), ("12345678901234567", .account, false),
    ] as [(String, FundingSource.Kind, Bool)])
  func numbers(typed: String, kind: FundingSource.Kind, isGood: Bool) {
    #expect((FundingNumber(typed, kind) != nil) == isGood)
  }

  @Test func aCardIsLinkedByTheCodeOnItsOwnPhone() throws {
    try world.link("mina", .card)
    let listed = try world.platform.fundingList(try world.person("mina")).sources
    #expect(listed.count == 1)
    #expect(listed[0].last4 == String(DomainWorld.number(.card).suffix(4)))
    #expect(listed[0].phone == "010-****-5678")
  }

  @Test func theFileHoldsNoCardNumber() throws {
    try world.link("mina", .card)
    let number = DomainWorld.number(.card)
    let tables = try world.connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .rows { $0.text(0) }
    for table in tables {
      let columns = try world.connection.prepare("SELECT name FROM pragma_table_info(?)")
        .rows(.text(table)) { $0.text(0) }
      for column in columns {
        let found = try world.connection.prepare(
          "SELECT count(*) FROM \"\(table)\" WHERE instr(CAST(\"\(column)\" AS BLOB), ?) > 0"
        ).first(.blob(Array(number.utf8))) { $0.integer(0) }
        #expect(found == 0, "\(table).\(column)")
      }
    }
  }

  @Test(
    arguments: [
      (.card, "01012345678", .good, "01099999999", "funding.not_matching"),
      (.card, "01012345678", .blocked, "01012345678", "funding.blocked"),
      (.account, "01012345678", .good, "01012345678", "ok"),
      (.account, "01012345678", .good, "+12125678", "funding.not_matching"),
    ] as [(FundingSource.Kind, String, SandboxBehaviour, String, String)])
  func linking(
    kind: FundingSource.Kind, onFile: String, behaviour: SandboxBehaviour, phone: String,
    expected: String
  ) throws {
    let number = DomainWorld.number(kind, phone: onFile, behaviour)
    let typed = try #require(PhoneNumber(phone))
    check(expected) {
      try world.change(
        FundingLinkMethod.self, "mina",
        .init(key: world.newKey(), kind: kind, sourceNumber: number, phone: typed)
      ) { try $0.fundingLink($1, $2, $3, now: $4) }
    }
    #expect(
      try world.platform.phoneInbox(nil, .init()).messages.count == (expected == "ok" ? 1 : 0))
  }

  @Test func aVisitorLinksNothingAndNumbersCanNotBeTriedWithoutEnd() throws {
    check("auth.tier") { try world.link("joon", .card) }
    let phone = try #require(PhoneNumber("01099999999"))
    func tryNumber() throws {
      try world.change(
        FundingLinkMethod.self, "mina",
        .init(
          key: world.newKey(), kind: .card, sourceNumber: DomainWorld.number(.card), phone: phone)
      ) { try $0.fundingLink($1, $2, $3, now: $4) }
    }
    for _ in 0..<Platform.linkTriesPerDay { check("funding.not_matching") { try tryNumber() } }
    check("sms.quota") { try tryNumber() }
    world.now = world.now.nextKoreanDay
    check("funding.not_matching") { try tryNumber() }
  }

  @Test func atMostSoManySourcesAndEachOnce() throws {
    for index in 0..<Platform.sourceLimit {
      if index == 5 { world.now = world.now.nextKoreanDay }
      try world.link("mina", .account, phone: "010123456\(10 + index)")
    }
    check("funding.too_many") { try world.link("mina", .card) }
    let first = try world.platform.fundingList(try world.person("mina")).sources[0].source
    try world.change(FundingRemoveMethod.self, "mina", .init(key: world.newKey(), source: first)) {
      try $0.fundingRemove($1, $2, $3, now: $4)
    }
    check("funding.linked_already") { try world.link("mina", .account, phone: "01012345611") }
    check("ok") { try world.link("mina", .account, phone: "01012345610") }
    check("funding.source_unknown") { try world.fill("mina", 1_000, from: first) }
  }

  @Test func aTopUpMovesTheSameMoneyHereAndThere() throws {
    let card = try world.link("mina", .card)
    let answer = try world.fill("mina", 30_000, from: card, key: "a-key-for-one-topup")
    #expect(answer["balance"] == 30_000)
    let again = try world.fill("mina", 30_000, from: card, key: "a-key-for-one-topup")
    #expect(again["replayed"] == true)
    #expect(try world.balance("mina") == 30_000)
    check("key.reused") { try world.fill("mina", 30_001, from: card, key: "a-key-for-one-topup") }
    try world.topUp("joon", 5_000)
    try mirrored()
    #expect(try world.settlement().bank == 35_000)
  }

  /// What each arrow's loss comes to: the state that is told, and the balance in the end.
  @Test(
    arguments: [
      (.good, "ok", 30_000), (.connectRequestLost, "funding.pending", 0),
      (.connectAnswerLost, "funding.pending", 0), (.payRequestLost, "funding.pending", 0),
      (.payAnswerLost, "funding.pending", 30_000), (.silent, "funding.pending", 30_000),
      (.connectDeclined, "funding.declined", 0), (.payDeclined, "funding.declined", 0),
    ] as [(SandboxBehaviour, String, Int64)])
  func everyArrowOfATopUp(
    behaviour: SandboxBehaviour, told: String, atLast: Int64
  ) throws {
    let card = try world.link("mina", .card, behaviour)
    let key = "the-key-of-this-topup"
    check(told) { try world.fill("mina", 30_000, from: card, key: key) }
    let caller = try world.person("mina")
    if told == "funding.pending" {
      #expect(try world.balance("mina") == 0)
      #expect(try world.platform.walletBalance(caller).pending == 30_000)
      check("funding.pending") { _ = try world.platform.lookup(caller, .init(key: key)) }
    }
    // The daemon ends in the middle; the next one asks.
    try world.reopen()
    try world.runDue(until: world.now.adding(seconds: 600))
    #expect(try world.balance("mina") == atLast)
    let after = try world.person("mina")
    #expect(try world.platform.walletBalance(after).pending == nil)
    #expect(try world.platform.fundingList(after).pending.isEmpty)
    let asked = verdict { try world.fill("mina", 30_000, from: card, key: key) }
    #expect(asked == (atLast > 0 ? "ok" : "funding.declined"))
    #expect(try world.balance("mina") == atLast)
    if atLast > 0 { #expect(try world.platform.lookup(after, .init(key: key)).amount == 30_000) }
    if told == "funding.pending" {
      let template = atLast > 0 ? "funding.paid" : "funding.failed"
      #expect(try world.inbox("mina").map(\.template) == [template])
    }
    try mirrored()
  }

  @Test(
    arguments: [
      (.good, "ok", 20_000), (.connectRequestLost, "funding.pending", 50_000),
      (.connectAnswerLost, "funding.pending", 50_000), (.payRequestLost, "funding.pending", 50_000),
      (.payAnswerLost, "funding.pending", 20_000), (.silent, "funding.pending", 20_000),
      (.connectDeclined, "funding.declined", 50_000), (.payDeclined, "funding.declined", 50_000),
    ] as [(SandboxBehaviour, String, Int64)])
  func everyArrowOfAWithdrawal(
    behaviour: SandboxBehaviour, told: String, atLast: Int64
  ) throws {
    try world.topUp("mina", 50_000)
    try world.link("mina", .account, behaviour)
    check(told) { try world.withdraw("mina", 30_000) }
    let available: Int64 = told == "funding.declined" ? 50_000 : 20_000
    #expect(try world.balance("mina") == available)
    try world.reopen()
    try world.runDue(until: world.now.adding(seconds: 600))
    #expect(try world.balance("mina") == atLast)
    #expect(try world.platform.walletBalance(try world.person("mina")).held == 0)
    try mirrored()
  }

  @Test func askingAgainWithTheSameKeyAsksTheBankAndNeverPaysTwice() throws {
    let card = try world.link("mina", .card, .payAnswerLost)
    let key = "the-key-of-this-topup"
    check("funding.pending") { try world.fill("mina", 30_000, from: card, key: key) }
    check("ok") { try world.fill("mina", 30_000, from: card, key: key) }
    #expect(try world.balance("mina") == 30_000)
    try world.runDue(until: world.now.adding(seconds: 600))
    #expect(try world.balance("mina") == 30_000)
    #expect(try world.settlement().bank == 30_000)
    try mirrored()
  }

  /// Not knowing a payment is final from the deadline on, and not a moment before.
  @Test func anUnknownPaymentFailsAtTheDeadlineAndNotBefore() throws {
    let card = try world.link("mina", .card, .connectRequestLost)
    check("funding.pending") { try world.fill("mina", 30_000, from: card) }
    let begun = world.now
    try world.runDue(until: begun.adding(milliseconds: 59_999))
    let caller = try world.person("mina")
    #expect(try world.platform.fundingList(caller).pending.map(\.amount) == [30_000])
    #expect(
      try world.platform.fundingList(caller).pending.map(\.asks) == [begun.adding(seconds: 60)])
    try world.runDue(until: begun.adding(seconds: 60))
    #expect(try world.platform.fundingList(caller).pending.isEmpty)
    try mirrored()
  }

  @Test func aKeyUsedMeanwhileDoesNotLoseThePaidMoney() throws {
    try world.raise("joon", to: .account)
    try world.topUp("mina", 10_000)
    let card = try world.link("mina", .card, .payAnswerLost)
    let key = "one-key-for-two-things"
    check("funding.pending") { try world.fill("mina", 30_000, from: card, key: key) }
    check("ok") { try world.send("mina", to: "joon", 1_000, key: key) }
    try world.runDue(until: world.now.adding(seconds: 600))
    #expect(try world.balance("mina") == 39_000)
    try mirrored()
  }

  @Test func anAppCardIsPaidOnceItsOwnerApprovedInItsApp() throws {
    let card = try world.link("mina", .card)
    let key = "the-key-of-this-topup"
    check("funding.waiting") {
      try world.fill("mina", 30_000, from: card, method: "appcard", key: key)
    }
    check("funding.waiting") {
      try world.fill("mina", 30_000, from: card, method: "appcard", key: key)
    }
    let moid = try #require(
      try world.platform.fundingList(try world.person("mina")).pending.first?.payment)
    func approve(_ name: String) throws {
      try world.change(PhoneApproveMethod.self, name, .init(key: world.newKey(), payment: moid)) {
        try $0.phoneApprove($1, $2, $3, now: $4)
      }
    }
    check("funding.nothing_to_approve") { try approve("joon") }
    check("ok") { try approve("mina") }
    check("ok") { try world.fill("mina", 30_000, from: card, method: "appcard", key: key) }
    check("funding.nothing_to_approve") { try approve("mina") }
    #expect(try world.balance("mina") == 30_000)
    try mirrored()
  }

  @Test func anAppCardThatNobodyApprovesEndsAtItsDeadline() throws {
    let card = try world.link("mina", .card)
    check("funding.waiting") { try world.fill("mina", 30_000, from: card, method: "appcard") }
    try world.runDue(until: world.now.adding(seconds: 300))
    #expect(try world.platform.fundingList(try world.person("mina")).pending.isEmpty)
    #expect(try world.balance("mina") == 0)
    try mirrored()
  }

  @Test(
    arguments: [
      (.account, "transfer", "ok"), (.account, "account", "ok"),
      (.account, "card", "funding.method_unavailable"),
      (.card, "transfer", "funding.method_unavailable"),
      (.card, "counter", "funding.method_unavailable"),
      (.card, "nothing", "funding.method_unavailable"), (.card, "card", "ok"),
      (nil, "card", "funding.method_unavailable"), (nil, "deposit", "ok"),
    ] as [(FundingSource.Kind?, String, String)])
  func methods(kind: FundingSource.Kind?, method: String, expected: String) throws {
    let source = try kind.map { try world.link("mina", $0) }
    check(expected) { try world.fill("mina", 1_000, from: source, method: method) }
    try mirrored()
  }

  @Test func moneyGoesOutToAnAccountOnly() throws {
    try world.topUp("mina", 50_000)
    let card = try world.link("mina", .card)
    check("funding.method_unavailable") { try world.withdraw("mina", 1_000, to: card) }
    check("funding.source_unknown") { try world.withdraw("mina", 1_000) }
    try world.link("mina", .account)
    check("ok") { try world.withdraw("mina", 1_000) }
    check("ok") { try world.withdraw("mina", 1_000, method: "transfer") }
    check("wallet.insufficient_funds") { try world.withdraw("mina", 48_001) }
    check("ok") { try world.withdraw("mina", 48_000) }
    check("wallet.amount_invalid") { try world.withdraw("mina", 0) }
    try world.raise("mina", to: .registered)
    check("auth.tier") { try world.withdraw("mina", 1_000) }
    try mirrored()
  }

  @Test func theBankTakesAnOrderNumberOnceAndGivesNumbersOfItsOwn() throws {
    let card = try world.link("mina", .card)
    try world.fill("mina", 1_000, from: card)
    try world.fill("mina", 1_000, from: card)
    let rows = try world.connection.prepare("SELECT moid, tid FROM funding")
      .rows { ($0.text(0), $0.optionalText(1)) }
    #expect(Set(rows.map(\.0)).count == 2)
    #expect(Set(rows.compactMap(\.1)) == ["SB000000000001", "SB000000000002"])
    let (profile, method) = try world.platform.method("card")
    let token = try world.connection.prepare("SELECT token FROM funding").first { $0.text(0) }
    let order = FundingOrder(
      moid: rows[0].0, direction: .in, token: try #require(token), amount: Money(9, .krw),
      method: method, profile: profile, at: world.now)
    let reply = try world.group {
      try SandboxBank(platform: $0).connect(order, now: world.now)
    }
    #expect(reply == .declined(.duplicateOrder))
  }
}
