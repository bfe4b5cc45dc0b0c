import Wire

@testable import Platform

/// Bills that set money aside first: captured in part, given back, cancelled, or free by the clock.
extension Simulation {
  private static let overdueMilliseconds: Int64 = 600_000

  /// Somebody pays a bill that only sets money aside.
  func holdBill() throws {
    let (person, shop) = (pick(books.people.count), pick(Self.shopCount))
    let most = min(books.people[person].available, 50_000)
    guard most > 0 else { return try topUp() }
    let amount = Int64(pick(Int(most))) + 1
    let seconds = Int64(pick(4 * 86_400) + 60)
    let line = BillEffect.Line(id: "room", title: "Room", quantity: 1, unitAmount: amount)
    let effect = BillEffect(key: world.newKey(), lines: [line], holdSeconds: seconds)
    let reply = try must(person, try visit(person, shop), .bill(effect))
    guard let bill = reply.sheet?.bill.bill else { throw SimulationFault("no bill to pay") }
    let caller = world.people[person]
    let params = BillPayMethod.Params(key: world.newKey(), bill: bill, amount: amount)
    let body = world.body(BillPayMethod.name, params)
    let answer = try world.run {
      try $0.billPay(caller, params, body, proof: proof(caller, body), now: world.now)
    }
    books.hold(
      SimulationBooks.HeldBill(
        name: bill, key: effect.key, person: person, shop: shop, amount: amount,
        paidAt: world.now, until: world.now.adding(seconds: seconds)))
    guard answer["balance"] == .integer(books.people[person].available) else {
      throw SimulationFault("held \(amount): \(answer.text)")
    }
    try compare(person: person)
  }

  /// The program takes some of what is held or gives it back, or the person cancels.
  func endHeldBill() throws {
    let open = books.heldBills.keys.sorted { $0.text < $1.text }
    guard !open.isEmpty, let held = books.heldBills[open[pick(open.count)]] else {
      return try holdBill()
    }
    switch pick(4) {
    case 0: try release(held)
    case 1: try cancel(held)
    default: try capture(held)
    }
    try compare(person: held.person)
    try compareShops()
  }

  private func capture(_ held: SimulationBooks.HeldBill) throws {
    let session = try visit(held.person, held.shop)
    let more = Effect.capture(key: held.key, amount: held.amount + 1)
    guard case .refused("bill.capture_exceeds") = try act(held.person, session, more) else {
      throw SimulationFault("\(held.name) captures more than is held")
    }
    let amount = Int64(pick(Int(held.amount))) + 1
    _ = try must(held.person, session, .capture(key: held.key, amount: amount))
    books.capture(held.name, amount)
    books.note(amount < held.amount ? "captured in part" : "captured")
    guard
      case .refused("bill.not_held") = try act(
        held.person, session, .capture(key: held.key, amount: 1))
    else { throw SimulationFault("\(held.name) is captured twice") }
  }

  private func release(_ held: SimulationBooks.HeldBill) throws {
    let session = try visit(held.person, held.shop)
    _ = try must(held.person, session, .release(key: held.key))
    books.release(held.name)
    guard case .refused("bill.not_held") = try act(held.person, session, .release(key: held.key))
    else { throw SimulationFault("\(held.name) is released twice") }
  }

  /// The person may cancel what the shop has not confirmed for ten minutes.
  private func cancel(_ held: SimulationBooks.HeldBill) throws {
    let caller = world.people[held.person]
    let params = BillCancelMethod.Params(key: world.newKey(), bill: held.name)
    let body = world.body(BillCancelMethod.name, params)
    func ask() throws {
      try world.run { try $0.billCancel(caller, params, body, now: world.now) }
    }
    let isOverdue =
      world.now >= held.paidAt.adding(milliseconds: Self.overdueMilliseconds)
    guard isOverdue, !held.isConfirmed else {
      return try expect(BillError.notCancellable, ask)
    }
    try ask()
    books.release(held.name)
    books.note("held bill cancelled")
  }

  /// What the clock did to a bill that was held: it is free at its time, or after a day in which
  /// the shop has not confirmed it, and never before.
  func readHeld(_ name: BillID, _ row: BillRow) throws {
    guard let held = books.heldBills[name] else { return }
    let unconfirmed = held.paidAt.adding(milliseconds: Self.unconfirmedMilliseconds)
    let due = held.isConfirmed ? held.until : min(held.until, unconfirmed)
    switch (row.status, world.now >= due) {
    case (.held, false): break
    case (.released, true):
      books.release(name)
      books.note(world.now >= held.until ? "held bill expired" : "held bill unconfirmed")
    default: throw SimulationFault("\(name) is \(row.status) at \(world.now), due at \(due)")
    }
  }
}

extension SimulationBooks {
  struct HeldBill {
    let name: BillID
    let key: String
    let person: Int
    let shop: Int
    let amount: Int64
    let paidAt: Instant
    let until: Instant
    var isConfirmed = false
  }

  mutating func hold(_ bill: HeldBill) {
    people[bill.person].held += bill.amount
    heldBills[bill.name] = bill
    movements += 1
  }

  mutating func capture(_ name: BillID, _ amount: Int64) {
    guard let held = heldBills.removeValue(forKey: name) else {
      preconditionFailure("the bill is held")
    }
    people[held.person].held -= held.amount
    pay(
      Bill(
        name: name, person: held.person, shop: held.shop, total: amount, paidAt: held.paidAt,
        isConfirmed: true))
  }

  mutating func release(_ name: BillID) {
    guard let held = heldBills.removeValue(forKey: name) else {
      preconditionFailure("the bill is held")
    }
    people[held.person].held -= held.amount
    movements += 1
  }
}
