import Store
package import Wire

/// What the operator does: decides disputes, plays the sandbox carrier, compares with the provider.
extension Platform {
  /// Deals that one look for drift compares, the newest.
  static let driftScanLimit: Int64 = 1_000
  /// Deals that one report lists.
  static let driftLimit = 100

  /// Decides a dispute.
  package func tradeResolve(
    _ params: TradeResolveMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    let note = try Platform.reason(params.note)
    return try operate(params.deal, body, now: now) { deal, plan in
      try perform(
        .resolve(params.verdict, buyer: params.buyerAmount ?? 0, note: note), by: .operator,
        on: &deal, &plan, now: now)
    }
  }

  /// Tells how far a parcel is: the provider's carrier tells the provider, ours tells us.
  package func tradeTrack(
    _ params: TradeTrackMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try operate(params.deal, body, now: now) { deal, plan in
      guard deal.machine.parcels.contains(where: { $0.number == params.delivery }) else {
        throw Refusal(
          TradeError.deliveryUnknown,
          ["delivery": .integer(params.delivery), "deal": .string(deal.name.text)])
      }
      let seen = params.seen ?? now
      switch deal.machine.profile.style {
      case .finalOnly:
        try perform(
          .track(number: params.delivery, params.status, seen: seen), by: .carrier, on: &deal,
          &plan, now: now)
      case .stepwise:
        guard deal.openCalls == 0 else {
          throw Refusal(
            TradeError.providerWaiting,
            retryAfterMilliseconds: Platform.callRetrySeconds * 1000)
        }
        try provider(of: deal).track(
          deal.order, params.delivery, params.status, seen: seen, &plan, now: now)
      }
    }
  }

  private func operate(
    _ name: DealID, _ body: RequestBody, now: Instant,
    _ work: (inout DealRow, inout Plan) throws -> Void
  ) throws -> Outcome<JSON> {
    try once("operator", body, money: true, now: now) { plan in
      guard var deal = try deal(name) else { throw Refusal(TradeError.unknown) }
      try work(&deal, &plan)
      return DealReply(deal: try view(deal, for: nil, now: now))
    }
  }

  /// Makes a sandbox provider fail.
  package func tradeFault(
    _ params: TradeFaultMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once("operator", body, now: now) { plan in
      guard EscrowProfile.standard[params.provider] != nil else {
        throw Refusal(
          TradeError.providerUnknown,
          [
            "provider": .string(params.provider),
            "known": .string(EscrowProfile.standard.keys.sorted().joined(separator: ", ")),
          ])
      }
      guard EscrowStep(rawValue: params.step) != nil || params.step == "notice" else {
        throw Platform.invalid("/step", "is no step of a provider")
      }
      guard (1...SandboxEscrow.faultLimit).contains(params.count) else {
        throw Platform.invalid("/count", "must be from 1 to \(SandboxEscrow.faultLimit)")
      }
      let provider = SandboxEscrow(self, params.provider)
      let armed = try provider.armed() + params.count
      provider.arm(params.step, params.fault, count: params.count, &plan)
      return TradeFaultMethod.Result(armed: armed)
    }
  }

  // MARK: drift

  /// Deals whose provider knows something else.
  package func tradeDrift() throws -> TradeDriftMethod.Result {
    TradeDriftMethod.Result(deals: try drifted(nil).found.map(\.report))
  }

  /// Asks the provider about deals that differ: what it has is taken as done, what it has not is
  /// sent again, what it knows of parcels is heard.
  package func tradeReconcile(
    _ params: TradeReconcileMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once("operator", body, now: now) { plan in
      let (asked, found) = try drifted(params.deal)
      for (deal, report) in found {
        switch report.kind {
        case .waiting, .conflict: try askAgain(deal, &plan, now: now)
        case .ahead: try catchUp(deal, &plan, now: now)
        }
      }
      return TradeReconcileMethod.Result(asked: asked, deals: found.map(\.report))
    }
  }

  private func drifted(
    _ only: DealID?
  ) throws -> (asked: Int64, found: [(deal: DealRow, report: DriftReport)]) {
    let rows: [Int64]
    if let only {
      guard let deal = try deal(only) else { throw Refusal(TradeError.unknown) }
      rows = [deal.id]
    } else {
      rows = try sql("SELECT id FROM deal ORDER BY id DESC LIMIT ?")
        .rows(.integer(Platform.driftScanLimit)) { $0.integer(0) }
    }
    var found: [(DealRow, DriftReport)] = []
    for row in rows.reversed() where found.count < Platform.driftLimit {
      guard let deal = try deal(row: row), let report = try drift(deal) else { continue }
      found.append((deal, report))
    }
    return (Int64(rows.count), found)
  }

  private func drift(_ deal: DealRow) throws -> DriftReport? {
    let theirs = try provider(of: deal).record(of: deal.order)
    let ours = deal.machine.state.status
    let calls = try sql(
      "SELECT step, state FROM deal_call WHERE deal = ? AND state <> 'done' ORDER BY id"
    ).rows(.integer(deal.id)) { (step: $0.text(0), state: $0.text(1)) }
    let kind: DriftReport.Kind
    if calls.contains(where: { $0.state == "refused" }) {
      kind = .conflict
    } else if !calls.isEmpty {
      kind = .waiting
    } else if let theirs, isAhead(theirs, deal) {
      kind = .ahead
    } else if !Platform.expected(ours, deal.machine.profile.style).contains(theirs?.state) {
      kind = .conflict
    } else {
      return nil
    }
    return DriftReport(
      deal: deal.name, ours: ours, theirs: theirs?.state, kind: kind, steps: calls.map(\.step))
  }

  private func isAhead(_ theirs: ProviderRecord, _ deal: DealRow) -> Bool {
    guard !deal.machine.state.status.isOver else { return false }
    return deal.machine.parcels.contains { parcel in
      guard let known = theirs.parcels[parcel.number] else { return false }
      // What the buyer has said counts more than a carrier who is late.
      return known.status != parcel.status && parcel.status != .delivered
    }
  }

  /// What a provider may call a deal that is at rest for us; nil is an order it never heard of.
  static func expected(
    _ ours: DealView.Status, _ style: EscrowProfile.Style
  ) -> Set<String?> {
    guard style == .stepwise else {
      return ours == .settled || ours == .refunded ? ["closed"] : [nil]
    }
    switch ours {
    case .created: return ["registered"]
    case .funded: return ["paid"]
    case .shipping, .delivered: return ["shipping", "delivered"]
    case .rejected: return ["rejected"]
    case .returning: return ["returning"]
    case .disputed: return ["disputed"]
    case .confirmed, .refunding, .settled, .refunded: return ["closed"]
    case .expired, .cancelled: return ["cancelled"]
    }
  }

  private func askAgain(_ deal: DealRow, _ plan: inout Plan, now: Instant) throws {
    // Unknown, so that the provider's own record is looked at before anything is sent again.
    plan.write(
      "UPDATE deal_call SET state = 'unknown', due = ? WHERE id ="
        + " (SELECT min(id) FROM deal_call WHERE deal = ? AND state <> 'done')",
      .integer(now.milliseconds), .integer(deal.id))
    note("reconcile", by: .operator, deal, &plan, now: now)
  }

  private func catchUp(_ deal: DealRow, _ plan: inout Plan, now: Instant) throws {
    var deal = deal
    guard let theirs = try provider(of: deal).record(of: deal.order) else { return }
    for parcel in deal.machine.parcels {
      guard let known = theirs.parcels[parcel.number], known.status != parcel.status,
        parcel.status != .delivered
      else { continue }
      try hear(
        parcel.number, known.status, seen: known.seen ?? now, &deal, &plan, now: now)
    }
  }
}
