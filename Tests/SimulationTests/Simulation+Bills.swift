import Wire

@testable import Platform

/// Shops: people order and pay, staff give back, programs are deaf, days are settled.
extension Simulation {
  /// A shop whose program hears everything, one that often fails, and one that never answers.
  static let shopCount = 3
  static let deafShop = 2
  static let unconfirmedMilliseconds: Int64 = 86_400_000

  static func app(_ shop: Int) -> AppID { AppID("sim.shop\(shop).table") }
  static func merchant(_ shop: Int) -> MerchantID { MerchantID("shop\(shop)") }

  /// Somebody orders, pays at once and is answered.
  func order() throws {
    let (person, shop) = (pick(books.people.count), pick(Self.shopCount))
    let most = min(books.people[person].available, 50_000)
    guard most > 0 else { return try topUp() }
    let amount = Int64(pick(Int(most))) + 1
    let line = BillEffect.Line(id: "dish", title: "Dish", quantity: 1, unitAmount: amount)
    let reply = try must(
      person, try visit(person, shop), .bill(BillEffect(key: world.newKey(), lines: [line])))
    guard let bill = reply.sheet?.bill.bill else { throw SimulationFault("no bill to pay") }
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
      refusedRefunds.append(params)
      if refusedRefunds.count > Self.rememberedRequests { refusedRefunds.removeFirst() }
      guard let bill = books.bills[params.bill], books.shops[bill.shop] < amount else {
        throw SimulationFault("the shop has enough for \(amount)")
      }
    }
    try compareShops()
  }

  /// A refund that was refused and kept is asked for again, paid by a settlement since or not:
  /// the refusal stands, and nothing is paid for this key but by the settlement.
  func askAgainForRefund() throws {
    guard !refusedRefunds.isEmpty else { return try refund() }
    let params = refusedRefunds[pick(refusedRefunds.count)]
    let owner = world.people[0]
    func ask(_ params: BillRefundMethod.Params) throws {
      let body = world.body(BillRefundMethod.name, params)
      try world.run { try $0.billRefund(owner, params, body, now: self.world.now) }
    }
    try expect(WalletError.merchantFunds) { try ask(params) }
    var other = params
    other.reason = "late"
    try expect(RequestError.keyReused) { try ask(other) }
    guard let row = try world.platform.bill(params.bill), let bill = books.bills[params.bill],
      row.refunded == bill.refunded
    else { throw SimulationFault("asking again paid for \(params.bill)") }
    try compareShops()
  }

  private func pickBill() -> BillID? {
    let open = books.order.suffix(200).filter { books.bills[$0].map { $0.remaining > 0 } ?? false }
    return open.isEmpty ? nil : open[pick(open.count)]
  }

  /// Reads what the clock gave back of some bills; every won of it must have been asked for, or be
  /// of an order that nobody confirmed for a day.
  func readBills(_ names: some Sequence<BillID>) throws {
    for name in names {
      guard let row = try world.platform.bill(name) else {
        throw SimulationFault("\(name) is lost")
      }
      if books.heldBills[name] != nil {
        try readHeld(name, row)
        continue
      }
      guard let bill = books.bills[name] else { continue }
      let isLate = world.now >= bill.paidAt.adding(milliseconds: Self.unconfirmedMilliseconds)
      try books.readRefund(name, row.refunded, isLate: isLate && !bill.isConfirmed)
    }
  }

  /// Reads what settlements took.
  func readSettlements() throws {
    for shop in 0..<Self.shopCount {
      let taken = try world.settled(Self.merchant(shop))
      books.settle(shop, fees: taken.fees, payouts: taken.payouts)
    }
  }

  func compareShops() throws {
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
    let deals = books.deals.values.reduce(books.dealFees) { $0 + $1.escrow }
    let escrowFees = try world.posted(Platform.escrowFees, .fee)
    guard escrowFees == books.dealFees else {
      throw SimulationFault("the providers have \(escrowFees), not \(books.dealFees)")
    }
    let people = books.people.reduce(0) { $0 + $1.posted }
    let sum = people + books.shops.reduce(0, +) + books.fees + deals
    guard bank + sum == 0 else { throw SimulationFault("\(bank) of the bank, \(sum) of others") }
  }
}
