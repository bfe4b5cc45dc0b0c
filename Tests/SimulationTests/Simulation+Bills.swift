import Wire

@testable import Platform

/// Shops: people order and pay, staff give back, programs are deaf, days are settled.
extension Simulation {
  /// A shop whose program hears everything, one that often fails, and one that never answers.
  static let shopCount = 3
  private static let deafShop = 2
  private static let unconfirmedMilliseconds: Int64 = 86_400_000

  static func app(_ shop: Int) -> AppID { AppID("sim.shop\(shop).table") }
  static func merchant(_ shop: Int) -> MerchantID { MerchantID("shop\(shop)") }

  /// Somebody orders, pays at once and is answered.
  func order() throws {
    let (person, shop) = (pick(books.people.count), pick(Self.shopCount))
    let most = min(books.people[person].available, 50_000)
    guard most > 0 else { return try topUp() }
    let amount = Int64(pick(Int(most))) + 1
    let caller = world.people[person]
    let params = SessionOpenMethod.Params(
      key: world.newKey(), app: Self.app(shop), route: "table",
      params: ["table": .integer(Int64(pick(100) + 1))])
    let opened = try commit(
      try call { platform, now in
        try platform.prepareOpen(
          caller, params, self.world.body(SessionOpenMethod.name, params), now: now)
      }, page: Page(title: "t"))
    let session = try opened.decode(PageReply.self).session
    let key = world.newKey()
    let act = SessionCallMethod.Params(session: session, feature: "act", key: key)
    let line = BillEffect.Line(id: "dish", title: "Dish", quantity: 1, unitAmount: amount)
    let sheet = try commit(
      try call { platform, now in
        try platform.prepareCall(
          caller, act, self.world.body(SessionCallMethod.name, act), now: now)
      }, effects: [.bill(BillEffect(key: key, lines: [line]))]
    ).decode(PageReply.self).sheet
    guard let bill = sheet?.bill.bill else { throw SimulationFault("no bill to pay") }
    // Now and then nobody pays: it expires.
    guard pick(10) > 0 else { return }
    try pay(bill, amount, person: person, shop: shop)
  }

  private func pay(_ bill: BillID, _ amount: Int64, person: Int, shop: Int) throws {
    let caller = world.people[person]
    let params = BillPayMethod.Params(key: world.newKey(), bill: bill, amount: amount)
    let body = world.body(BillPayMethod.name, params)
    func ask() throws -> JSON {
      try world.run {
        try $0.billPay(caller, params, body, proof: proof(caller, body), now: world.now)
      }
    }
    let answer = try ask()
    books.pay(
      SimulationBooks.Bill(
        name: bill, person: person, shop: shop, total: amount, paidAt: world.now))
    guard answer["balance"] == .integer(books.people[person].available),
      try ask()["replayed"] == true
    else { throw SimulationFault("paid \(amount): \(answer.text)") }
    try compare(person: person)
  }

  /// The programs take in what they are owed, or fail to.
  func deliver() throws {
    let tickets = try world.group { platform in
      try platform.owedCalls(at: self.world.now, limit: 100).compactMap {
        try platform.prepareOwed($0, now: self.world.now)
      }
    }
    for ticket in tickets {
      guard let owed = ticket.owed else { throw SimulationFault("nothing is owed") }
      let shop = (0..<Self.shopCount).first { Self.app($0) == ticket.release.key.app }
      if shop == Self.deafShop || (shop == 1 && pick(2) == 0) {
        try world.group { _ = try $0.failOwed(owed, code: "program.down", now: self.world.now) }
        continue
      }
      try commit(ticket)
      if let row = owed.bill, let name = try world.platform.bill(row: row)?.name {
        books.confirm(name)
      }
    }
  }

  /// Staff give back part or all of what was paid.
  func refund() throws {
    guard let bill = books.bills[pickBill() ?? BillID("")] else { return try order() }
    let all = pick(3) == 0
    let amount = all ? bill.remaining : Int64(pick(Int(bill.remaining))) + 1
    let params = BillRefundMethod.Params(
      key: world.newKey(), bill: bill.name, amount: all ? nil : amount, reason: "cold")
    try refund(params, amount)
  }

  private func refund(_ params: BillRefundMethod.Params, _ amount: Int64) throws {
    let owner = world.people[0]
    let body = world.body(BillRefundMethod.name, params)
    do {
      let answer = try world.run { try $0.billRefund(owner, params, body, now: self.world.now) }
      let view = try answer.decode(BillRefundMethod.Result.self).bill
      try books.giveBack(params, amount, nowRefunded: view.refunded)
    } catch let refusal as Refusal where refusal.code == WalletError.merchantFunds {
      books.owe(params, amount)
      guard let bill = books.bills[params.bill], books.shops[bill.shop] < amount else {
        throw SimulationFault("the shop has enough for \(amount)")
      }
    }
    try compareShops()
  }

  private func pickBill() -> BillID? {
    let open = books.order.suffix(200).filter { books.bills[$0].map { $0.remaining > 0 } ?? false }
    return open.isEmpty ? nil : open[pick(open.count)]
  }

  /// Reads what the clock gave back and paid out since the last look; every won of it must have
  /// been asked for, or be of an order that nobody confirmed for a day.
  func readShops() throws {
    for name in books.unsettled {
      guard let row = try world.platform.bill(name), let bill = books.bills[name] else {
        throw SimulationFault("\(name) is lost")
      }
      let isLate = world.now >= bill.paidAt.adding(milliseconds: Self.unconfirmedMilliseconds)
      try books.readRefund(name, row.refunded, isLate: isLate && !bill.isConfirmed)
    }
    for shop in 0..<Self.shopCount {
      let taken = try world.settled(Self.merchant(shop))
      books.settle(shop, fees: taken.fees, payouts: taken.payouts)
    }
    try compareShops()
  }

  private func compareShops() throws {
    for shop in 0..<Self.shopCount {
      let found = try world.posted(Platform.owner(Self.merchant(shop)), .merchant)
      guard found == books.shops[shop], found >= 0 else {
        throw SimulationFault("shop \(shop) has \(found), not \(books.shops[shop])")
      }
    }
    let fees = try world.posted(Platform.feeOwner, .fee)
    guard fees == books.fees else { throw SimulationFault("fees \(fees), not \(books.fees)") }
  }

  /// Nothing came from anywhere but the bank, and nothing went anywhere else.
  func compareSum() throws {
    let bank = try world.posted(Platform.bank, .external)
    let sum = books.people.reduce(0) { $0 + $1.posted } + books.shops.reduce(0, +) + books.fees
    guard bank + sum == 0 else { throw SimulationFault("\(bank) of the bank, \(sum) of others") }
  }

  private func call(_ prepare: (Platform, Instant) throws -> CallStep) throws -> CallTicket {
    guard case .call(let ticket) = try world.group({ try prepare($0, self.world.now) }) else {
      throw SimulationFault("answered without a call")
    }
    return ticket
  }

  @discardableResult
  private func commit(
    _ ticket: CallTicket, effects: [Effect] = [], page: Page? = nil
  ) throws -> JSON {
    let commit = try world.group {
      try $0.commit(
        ticket, reads: ReadSet(), page: page, state: nil, effects: effects, now: self.world.now)
    }
    guard case .done(let outcome) = commit else { throw SimulationFault("a conflict: \(commit)") }
    return try outcome.result.get()
  }
}
