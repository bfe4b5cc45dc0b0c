import Wire

@testable import Platform

/// What shops were paid, what they gave back and what was taken from them.
extension SimulationBooks {
  struct Bill {
    let name: BillID
    let person: Int
    let shop: Int
    let total: Int64
    let paidAt: Instant
    var refunded: Int64 = 0
    var isConfirmed = false

    var remaining: Int64 { total - refunded }
  }

  /// A refund that was refused until the shop has money.
  struct OwedRefund {
    let params: BillRefundMethod.Params
    let amount: Int64
  }

  /// Bills whose money the clock may move: what nobody confirmed, what is owed, what is held.
  var unsettled: [BillID] {
    let late = order.filter { bills[$0].map { !$0.isConfirmed && $0.remaining > 0 } ?? false }
    return Set(late).union(owed.map(\.params.bill)).union(heldBills.keys)
      .sorted { $0.text < $1.text }
  }

  mutating func pay(_ bill: Bill) {
    people[bill.person].posted -= bill.total
    shops[bill.shop] += bill.total
    add(bill)
    movements += 1
  }

  mutating func confirm(_ name: BillID) {
    bills[name]?.isConfirmed = true
    heldBills[name]?.isConfirmed = true
  }

  /// A receipt of money that has moved already.
  mutating func add(_ bill: Bill) {
    bills[bill.name] = bill
    order.append(bill.name)
  }

  mutating func owe(_ params: BillRefundMethod.Params, _ amount: Int64) {
    guard !owed.contains(where: { $0.params.key == params.key }) else { return }
    owed.append(OwedRefund(params: params, amount: amount))
  }

  /// An acknowledged refund: all of it, once.
  mutating func giveBack(
    _ params: BillRefundMethod.Params, _ amount: Int64, nowRefunded: Int64
  ) throws {
    guard let bill = bills[params.bill], nowRefunded - bill.refunded == amount else {
      throw SimulationFault("\(nowRefunded) given back, asked for \(amount): \(params)")
    }
    give(params.bill, amount)
  }

  /// What the clock gave back: what was owed, each once, or all of what nobody confirmed.
  mutating func readRefund(_ name: BillID, _ refunded: Int64, isLate: Bool) throws {
    guard let bill = bills[name] else { throw SimulationFault("no such bill") }
    var moved = refunded - bill.refunded
    guard moved > 0 else {
      guard moved == 0 else { throw SimulationFault("\(name) takes a refund back") }
      return
    }
    give(name, moved)
    if isLate, refunded == bill.total { return note("refunded unconfirmed") }
    for request in owed where request.params.bill == name && !done.contains(request.params.key) {
      let amount = request.params.amount ?? bill.total - (refunded - moved)
      guard amount <= moved else { continue }
      moved -= amount
      done.insert(request.params.key)
      note("owed refund paid")
    }
    guard moved == 0 else { throw SimulationFault("\(moved) of \(name) nobody asked for") }
  }

  /// How a refund came about is told by who notes it.
  private mutating func give(_ name: BillID, _ amount: Int64) {
    guard let bill = bills[name] else { preconditionFailure("the bill was paid") }
    bills[name]?.refunded += amount
    people[bill.person].posted += amount
    shops[bill.shop] -= amount
    if amount > 0 { movements += 1 }
  }

  /// All that was ever taken from a shop by settlements.
  mutating func settle(_ shop: Int, fees taken: Int64, payouts: Int64) {
    let (fee, payout) = (taken - settled[shop].fees, payouts - settled[shop].payouts)
    settled[shop] = (taken, payouts)
    shops[shop] -= fee + payout
    fees += fee
  }
}
