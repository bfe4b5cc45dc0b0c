import Testing
import Wire

@testable import Platform

@Suite struct SplitTests {
  /// Three people ate; mina paid 10,000.
  private func receipt() throws -> (world: DomainWorld, bill: BillID, ticket: CallTicket) {
    let world = try DomainWorld()
    try world.publish()
    let session = try world.sit("mina").session
    try world.sit("joon")
    try world.sit("sora")
    for name in ["mina", "joon", "sora"] { try world.topUp(name, 20_000) }
    let reply = try world.order("mina", session, 10_000, key: "1")
    let bill = try #require(reply.sheet).bill.bill
    try world.pay("mina", bill, 10_000)
    let opened = try open(world, "mina", bill)
    let split = try #require(try world.commit(opened, page: Page(title: "split")))
    return (world, bill, try world.call("mina", split.session, "share"))
  }

  private func open(_ world: DomainWorld, _ name: String, _ bill: BillID) throws -> CallTicket {
    let params = ReceiptOpenMethod.Params(key: world.newKey(), bill: bill, action: "split")
    let caller = try world.person(name)
    let body = try world.body(ReceiptOpenMethod.name, params)
    return try world.ticket { try $0.prepareReceipt(caller, params, body, now: world.now) }
  }

  private func collect(_ ticket: CallTicket, _ amounts: [Int: Int64]) throws -> Effect {
    let receipt = try #require(ticket.context.entry?.receipt)
    return .collect(
      CollectEffect(
        receipt: receipt.handle,
        shares: amounts.sorted { $0.key < $1.key }.map { number, amount in
          let person = receipt.people.first { $0.number == number }?.id
          return CollectEffect.Share(person: person ?? PairwiseID("u_x"), amount: amount)
        }))
  }

  @Test func theReceiptNamesEverybodyForThisBillOnly() throws {
    let (world, bill, ticket) = try receipt()
    let receipt = try #require(ticket.context.entry?.receipt)
    #expect(receipt.handle == bill.text)
    #expect(receipt.total == 10_000)
    #expect(receipt.people.map(\.number) == [1, 2, 3])
    #expect(receipt.payer == receipt.people[0].id)
    #expect(verdict { _ = try open(world, "joon", bill) } == "bill.unknown")
  }

  @Test func friendsPayTheirShareAndThePayerReceivesIt() throws {
    let (world, _, ticket) = try receipt()
    try world.commit(ticket, effects: [try collect(ticket, [2: 3_333, 3: 3_333])])
    let message = try #require(try world.inbox("joon").first)
    #expect(message.template == "share.request")
    let share = try #require(message.bill)
    #expect(verdict { try world.pay("sora", share, 3_333) } == "bill.unknown")
    try world.pay("joon", share, 3_333)
    #expect(try world.balance("joon") == 20_000 - 3_333)
    #expect(try world.balance("mina") == 20_000 - 10_000 + 3_333)
    #expect(try world.inbox("mina").map(\.template) == ["share.paid"])
    #expect(try world.audit().sums == ["KRW": 0])
    let news = try world.owed().filter { $0.feature.name == "paid" }
    let told = news.compactMap { $0.arguments["share"]?["amount"] }
    #expect(told == [3_333])
  }

  @Test(
    arguments: [
      ([2: 5_000, 3: 5_000], "ok"), ([2: 5_000, 3: 5_001], "conflict collect.sum"),
      ([1: 1_000], "conflict person.unknown"), ([9: 1_000], "conflict person.unknown"),
    ] as [([Int: Int64], String)]) func sharesAreChecked(
      amounts: [Int: Int64], expected: String
    ) throws
  {
    let (world, _, ticket) = try receipt()
    let effect = try collect(ticket, amounts)
    #expect(verdict { try world.commit(ticket, effects: [effect]) } == expected)
  }

  @Test func aReceiptIsSplitOnce() throws {
    let (world, _, ticket) = try receipt()
    try world.commit(ticket, effects: [try collect(ticket, [2: 1_000])])
    let session = ticket.context.session.id
    let again = try world.call("mina", session, "share")
    let effect = try collect(ticket, [3: 1_000])
    #expect(verdict { try world.commit(again, effects: [effect]) } == "conflict collect.once")
  }
}
