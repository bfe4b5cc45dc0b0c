import Wire

@testable import Platform

/// What happens to safe trades besides their people: carriers, providers that fail, the operator,
/// and the clock, which must do what the last screen promised and nothing else.
extension Simulation {
  private static let dayMilliseconds: Int64 = 86_400_000
  private static let shipMilliseconds = 3 * dayMilliseconds

  /// A carrier tells something of a parcel.
  func trackParcel() throws {
    guard let deal = pickDeal({ !$0.seen.deliveries.isEmpty }) else { return try openDeal() }
    let number = deal.seen.deliveries[pick(deal.seen.deliveries.count)].number
    let statuses: [DeliveryView.Status] = [.inTransit, .delivered, .delivered, .lost]
    let before = world.now.adding(milliseconds: -5 * Self.dayMilliseconds)
    let params = TradeTrackMethod.Params(
      key: world.newKey(), deal: deal.name, delivery: number, status: statuses[pick(4)],
      seen: pick(10) == 0 ? before : nil)
    let body = world.body(TradeTrackMethod.name, params)
    do {
      try world.run { try $0.tradeTrack(params, body, now: self.world.now) }
    } catch let refusal as Refusal
      where refusal.code == TradeError.notNow || refusal.code == TradeError.providerWaiting
    {
      return
    }
    try readDeal(deal.name, by: "track")
    try settleDue()
  }

  /// A buyer says that it arrived, through a program.
  func sayDelivered() throws {
    guard let deal = pickDeal({ $0.seen.status == .shipping }) else { return try stepDeal() }
    try world.group { platform in
      guard var row = try platform.deal(deal.name) else { throw SimulationFault("no such deal") }
      var plan = Plan()
      try platform.act(.deliver, by: .buyer, on: &row, &plan, now: self.world.now)
      try platform.apply(plan)
    }
    try readDeal(deal.name, by: "deliver")
    try settleDue()
  }

  /// The operator decides what is in dispute.
  func resolveDeal() throws {
    guard let deal = pickDeal({ $0.seen.status == .disputed }) else { return try stepDeal() }
    try resolve(deal)
  }

  private func resolve(_ deal: SimulationBooks.Deal) throws {
    let verdicts = TradeResolveMethod.Verdict.allCases
    let verdict = deal.amount > 1 ? verdicts[pick(3)] : .buyer
    let part = verdict == .split ? Int64(pick(Int(deal.amount - 1))) + 1 : 0
    let params = TradeResolveMethod.Params(
      key: world.newKey(), deal: deal.name, verdict: verdict, buyerAmount: part,
      note: "looked at it")
    let body = world.body(TradeResolveMethod.name, params)
    if verdict == .split {
      let all = TradeResolveMethod.Params(
        key: world.newKey(), deal: deal.name, verdict: .split, buyerAmount: deal.amount,
        note: "all of it")
      try expect(TradeError.splitSum) {
        try world.run {
          try $0.tradeResolve(
            all, world.body(TradeResolveMethod.name, all), now: self.world.now)
        }
      }
    }
    try world.run { try $0.tradeResolve(params, body, now: self.world.now) }
    books.deals[deal.name]?.decision = verdict == .buyer ? .refund : .sale(buyer: part)
    try readDeal(deal.name, by: "resolve")
    try settleDue()
  }

  /// A provider is made to fail at a step.
  func failProvider() throws {
    let steps = EscrowStep.allCases.map(\.rawValue) + ["notice"]
    let step = steps[pick(steps.count)]
    let faults = TradeFaultMethod.Fault.allCases
    let fault = faults[pick(faults.count)]
    let provider = Self.providers[pick(Self.providers.count)]
    let params = TradeFaultMethod.Params(
      key: world.newKey(), provider: provider.name, step: step, fault: fault, count: 1)
    let body = world.body(TradeFaultMethod.name, params)
    try world.run { try $0.tradeFault(params, body, now: self.world.now) }
    if fault == .refuse, provider.isStepwise, step == "pay" || step == "register" {
      armedRefusals += 1
    }
  }

  /// The operator has the provider asked about everything that differs.
  func reconcile() throws {
    let params = TradeReconcileMethod.Params(key: world.newKey())
    let body = world.body(TradeReconcileMethod.name, params)
    let answer = try world.run { try $0.tradeReconcile(params, body, now: self.world.now) }
      .decode(TradeReconcileMethod.Result.self)
    for report in answer.deals where books.deals[report.deal] != nil {
      books.note("drift \(report.kind)")
      try readDeal(report.deal, by: "track")
    }
    try settleDue()
  }

  /// Reads a deal after somebody's step, or after the clock's: its screen says where the money is,
  /// whose turn it is and what happens by itself, and what has happened is what it said before.
  func readDeal(_ name: DealID, by step: String?) throws {
    guard let deal = books.deals[name], let row = try world.platform.deal(name) else { return }
    let now = try view(name, nil)
    let isNews = now.deliveries != deal.seen.deliveries
    if now.status != deal.seen.status {
      try judge(deal, now, by: step)
    } else if step == nil, !isNews, let promised = deal.seen.automatic, promised.at <= world.now {
      throw SimulationFault("\(name) was to be \(promised.status) at \(promised.at)")
    }
    try check(now, row)
    if case .some(let due) = now.automatic, now.status == .funded, step == "fund" {
      let expected = world.now.adding(milliseconds: Self.shipMilliseconds)
      guard due == DealView.Automatic(status: .refunding, at: expected) else {
        throw SimulationFault("72 hours to ship: \(due)")
      }
    }
    books.deals[name]?.seen = now
    guard now.status.isOver else { return }
    let provider = Self.providers.first { $0.name == deal.provider }
    try books.close(name, feeBasisPoints: provider?.feeBasisPoints ?? 0)
  }

  /// Whether a deal may have become this, and what that decides about its money.
  private func judge(
    _ deal: SimulationBooks.Deal, _ now: DealView, by step: String?
  ) throws {
    let (before, after) = (deal.seen.status, now.status)
    // What the provider takes in at once follows in the same breath.
    let concluded: [DealView.Status: DealView.Status] = [
      .confirmed: .settled, .refunding: .refunded,
    ]
    if step != nil, step != "track" { return }
    if concluded[before] == after { return }
    if step == nil || step == "track", isNews(before, after) { return }
    let isPromised = deal.seen.automatic.map { $0.at <= world.now } ?? false
    if !isPromised, before == .created || before == .funded, armedRefusals > 0,
      [.cancelled, .refunding, .refunded].contains(after)
    {
      books.note("payment refused by a provider")
      armedRefusals -= 1
      if before == .funded { books.deals[deal.name]?.decision = .refund }
      return
    }
    guard let promised = deal.seen.automatic, promised.at <= world.now,
      after == promised.status || concluded[promised.status] == after
    else {
      throw SimulationFault("\(deal.name), \(deal.seen.sentences) is \(now.status)")
    }
    switch promised.status {
    case .confirmed:
      try checkConfirmation(deal)
      books.note("deal confirmed by itself")
      books.deals[deal.name]?.decision = .sale(buyer: 0)
    case .refunding:
      books.deals[deal.name]?.decision = .refund
      books.note("deal \(before) refunded by itself")
    case .disputed: books.note("deal disputed by itself")
    default: break
    }
  }

  /// News of a parcel moves a deal between these two.
  private func isNews(_ before: DealView.Status, _ after: DealView.Status) -> Bool {
    let both: Set<DealView.Status> = [.shipping, .delivered]
    return both.contains(before) && both.contains(after)
  }

  /// Nobody is paid by the clock for what was not shipped: every parcel arrived three days ago, or
  /// is not tracked and was registered a week ago where the provider lets that count.
  private func checkConfirmation(_ deal: SimulationBooks.Deal) throws {
    let exchanged = deal.seen.deliveries.filter { $0.kind == .exchange }
    let parcels =
      exchanged.isEmpty ? deal.seen.deliveries.filter { $0.kind == .outbound } : exchanged
    let confirmsUntracked =
      Self.providers.first { $0.name == deal.provider }?.confirmsUntracked ?? false
    let isFine = parcels.allSatisfy { parcel in
      let days = { (since: Instant) in
        (self.world.now.milliseconds - since.milliseconds) / Self.dayMilliseconds
      }
      if parcel.status == .delivered { return days(parcel.changed) >= 3 }
      return parcel.tracking == nil && confirmsUntracked && parcel.status != .lost
        && days(parcel.registered) >= 7
    }
    guard isFine, !parcels.isEmpty else {
      throw SimulationFault("\(deal.name) pays for what nobody got: \(deal.seen)")
    }
  }

  private func check(_ view: DealView, _ row: DealRow) throws {
    let posted = try world.posted(row.accountOwner, .escrow)
    let parts = view.purse.seller + view.purse.buyer + view.purse.fee
    let isPaid = books.deals[view.deal]?.funded != nil
    guard posted == view.purse.escrow, posted + parts == (isPaid ? row.price.amount : 0),
      view.sentences.count == 3, view.status.isOver == (view.turn == nil),
      !view.status.isOver || (posted == 0 && view.automatic == nil),
      view.suspended == nil || view.automatic?.status != .confirmed
    else { throw SimulationFault("\(posted) in its account: \(view)") }
  }

  /// At the end everything that is open ends by itself or by the operator's word.
  func endDeals() throws {
    for _ in 0..<60 {
      world.now = world.now.adding(milliseconds: Self.dayMilliseconds)
      try settleDue()
      while let deal = pickDeal({ $0.seen.status == .disputed }) { try resolve(deal) }
      // The provider of such a deal has refused or not answered its last step.
      if pickDeal({ $0.seen.turn == .provider }) != nil { try reconcile() }
    }
    if try !world.platform.tradeDrift().deals.isEmpty { try reconcile() }
    guard books.deals.isEmpty else {
      throw SimulationFault("still open: \(books.deals.values.map(\.seen))")
    }
    let drift = try world.platform.tradeDrift().deals
    guard drift.isEmpty else { throw SimulationFault("the providers know otherwise: \(drift)") }
  }
}
