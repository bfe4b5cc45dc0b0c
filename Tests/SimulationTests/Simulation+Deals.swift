import Wire

@testable import Platform

/// Safe trades: opened, paid, shipped, received, rejected, disputed, cancelled, in any order that
/// the screens offer and in some that they do not.
extension Simulation {
  /// People with a verified name, who may trade.
  static let traderCount = 150
  /// What the providers keep and when they confirm what is not tracked (escrow_providers.json).
  struct Provider {
    let name: String
    let feeBasisPoints: Int64
    let confirmsUntracked: Bool
    let isStepwise: Bool
  }
  static let providers = [
    Provider(
      name: "sandbox-step", feeBasisPoints: 100, confirmsUntracked: true, isStepwise: true),
    Provider(
      name: "sandbox-final", feeBasisPoints: 250, confirmsUntracked: true, isStepwise: false),
    Provider(
      name: "sandbox-strict", feeBasisPoints: 0, confirmsUntracked: false, isStepwise: true),
  ]
  /// Everything a person can ask of a deal.
  private static let steps = [
    "fund", "ship", "receive", "reject", "return", "dispute", "cancel",
  ]

  /// Somebody sells something and somebody else wants it, and mostly pays at once.
  func openDeal() throws {
    let seller = pick(Self.traderCount)
    let buyer = (seller + 1 + pick(Self.traderCount - 1)) % Self.traderCount
    let provider = Self.providers[pick(Self.providers.count)]
    let amount = Int64(pick(80_000)) + 100
    let post = TradePostMethod.Params(
      key: world.newKey(), title: "Bike", price: amount, currency: .krw, quantity: 1,
      provider: provider.name)
    let item = try person(seller, TradePostMethod.name, post) {
      try $0.tradePost($1, post, $2, now: $3)
    }.decode(TradePostMethod.Result.self).item.item
    let open = TradeOpenMethod.Params(key: world.newKey(), item: item)
    let view = try person(buyer, TradeOpenMethod.name, open) {
      try $0.tradeOpen($1, open, $2, now: $3)
    }.decode(DealReply.self).deal
    guard view.automatic == DealView.Automatic(status: .expired, at: world.now.adding(seconds: 900))
    else { throw SimulationFault("the last one is reserved until \(view)") }
    // Who comes second has nothing and pays nothing.
    let late = TradeOpenMethod.Params(key: world.newKey(), item: item)
    let third = (0..<Self.traderCount).first { $0 != seller && $0 != buyer } ?? 0
    try expect(TradeError.soldOut) {
      try person(third, TradeOpenMethod.name, late) {
        try $0.tradeOpen($1, late, $2, now: $3)
      }
    }
    books.deals[view.deal] = SimulationBooks.Deal(
      name: view.deal, buyer: buyer, seller: seller, amount: amount, provider: provider.name,
      seen: view)
    try settleDue()
    if pick(8) > 0, let deal = books.deals[view.deal], deal.seen.status == .created {
      // They save for it, but for some.
      let missing = deal.amount - books.people[deal.buyer].available
      if missing > 0, pick(10) > 0 { try topUp(deal.buyer, missing) }
      try step(deal, .buyer, "fund")
    }
  }

  /// One of two people does what their screen offers, or now and then what it does not.
  func stepDeal() throws {
    guard let deal = pickDeal({ !$0.isForgotten }) else { return try openDeal() }
    if deal.funded != nil, pick(4) == 0 { books.deals[deal.name]?.isForgotten = true }
    let party: DealView.Party = pick(2) == 0 ? .buyer : .seller
    let offered = try view(deal.name, party).actions
    guard pick(6) > 0, !offered.isEmpty else {
      let others = Self.steps.filter { !offered.contains($0) }
      return try refuse(deal, party, others[pick(others.count)])
    }
    // Most people want to have what they bought.
    let kind = offered.filter { !["cancel", "dispute", "reject"].contains($0) }
    let wanted = kind.isEmpty || pick(4) == 0 ? offered : kind
    try step(deal, party, wanted[pick(wanted.count)])
  }

  private func refuse(
    _ deal: SimulationBooks.Deal, _ party: DealView.Party, _ name: String
  ) throws {
    try expect(nil) { try ask(deal, party, name) }
    try readDeal(deal.name, by: nil)
    try compare(person: deal.buyer)
  }

  private func step(
    _ deal: SimulationBooks.Deal, _ party: DealView.Party, _ name: String
  ) throws {
    if name == "fund" {
      let offered = try view(deal.name, party).actions
      guard offered.contains(name) else { return try refuse(deal, party, name) }
      guard books.people[deal.buyer].available >= deal.amount else {
        return try expect(WalletError.insufficientFunds) { try ask(deal, party, name) }
      }
    }
    try ask(deal, party, name)
    if name == "fund" { books.fund(deal.name, at: world.now) }
    if name == "receive" {
      books.deals[deal.name]?.decision = party == .buyer ? .sale(buyer: 0) : .refund
    }
    if name == "cancel", deal.funded != nil { books.deals[deal.name]?.decision = .refund }
    try readDeal(deal.name, by: name)
    try settleDue()
    try compare(person: deal.buyer)
    try compare(person: deal.seller)
  }

  private func ask(
    _ deal: SimulationBooks.Deal, _ party: DealView.Party, _ name: String
  ) throws {
    let who = party == .buyer ? deal.buyer : deal.seller
    let (key, deal, amount) = (world.newKey(), deal.name, deal.amount)
    switch name {
    case "fund":
      let params = TradeFundMethod.Params(key: key, deal: deal, amount: amount)
      try person(who, TradeFundMethod.name, params) {
        try $0.tradeFund($1, params, $2, proof: self.proof($1, $2), now: $3)
      }
    case "ship":
      let params = TradeShipMethod.Params(
        key: key, deal: deal, carrier: "CJ", tracking: pick(3) > 0 ? String(pick(1_000_000)) : nil)
      try person(who, TradeShipMethod.name, params) { try $0.tradeShip($1, params, $2, now: $3) }
    case "receive":
      let params = TradeReceiveMethod.Params(key: key, deal: deal)
      try person(who, TradeReceiveMethod.name, params) {
        try $0.tradeReceive($1, params, $2, now: $3)
      }
    case "reject":
      let params = TradeRejectMethod.Params(key: key, deal: deal, reason: "broken")
      try person(who, TradeRejectMethod.name, params) {
        try $0.tradeReject($1, params, $2, now: $3)
      }
    case "return":
      let params = TradeReturnMethod.Params(key: key, deal: deal)
      try person(who, TradeReturnMethod.name, params) {
        try $0.tradeReturn($1, params, $2, now: $3)
      }
    case "dispute":
      let params = TradeDisputeMethod.Params(key: key, deal: deal, reason: "no")
      try person(who, TradeDisputeMethod.name, params) {
        try $0.tradeDispute($1, params, $2, now: $3)
      }
    case "cancel":
      let params = TradeCancelMethod.Params(key: key, deal: deal)
      try person(who, TradeCancelMethod.name, params) {
        try $0.tradeCancel($1, params, $2, now: $3)
      }
    default: throw SimulationFault("a screen offers \(name)")
    }
  }

  @discardableResult
  private func person<P: Encodable>(
    _ number: Int, _ method: String, _ params: P,
    _ command: (Platform, Person, RequestBody, Instant) throws -> Outcome<JSON>
  ) throws -> JSON {
    let caller = world.people[number]
    let body = world.body(method, params)
    return try world.run { try command($0, caller, body, self.world.now) }
  }

  func pickDeal(_ isFit: (SimulationBooks.Deal) -> Bool) -> SimulationBooks.Deal? {
    let fit = books.deals.values.filter(isFit).sorted { $0.name.text < $1.name.text }
    return fit.isEmpty ? nil : fit[pick(fit.count)]
  }

  func view(_ name: DealID, _ party: DealView.Party?) throws -> DealView {
    let caller = books.deals[name].flatMap { deal in
      party.map { world.people[$0 == .buyer ? deal.buyer : deal.seller] }
    }
    return try world.platform.tradeShow(
      caller, TradeShowMethod.Params(deal: name), now: world.now
    ).deal
  }
}
