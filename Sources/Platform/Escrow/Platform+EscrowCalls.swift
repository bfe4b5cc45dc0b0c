import Store
import Wire

/// Steps on their way to the provider: written with the state they belong to, tried until the
/// provider has taken them in, one after another for each deal.
extension Platform {
  /// When a step is tried again whose outcome is unknown, in seconds: doubled each time.
  static let callRetrySeconds: Int64 = 10
  /// The longest wait between two tries, in seconds.
  static let callRetryLimitSeconds: Int64 = 3_600

  /// The provider of a deal.
  func provider(of deal: DealRow) -> SandboxEscrow { SandboxEscrow(self, deal.provider) }

  /// Puts a step on its way.
  func mirror(
    _ step: EscrowStep, by party: DealView.Party, _ parcel: Parcel?, _ deal: inout DealRow,
    _ plan: inout Plan, now: Instant
  ) {
    // Only the first open step has a due time: the others wait for it.
    plan.write(
      "INSERT INTO deal_call(deal, step, by, parcel, state, due) VALUES (?, ?, ?, ?, 'waiting', ?)",
      .integer(deal.id), .text(step.rawValue), .text(party.rawValue), .integer(parcel?.number),
      deal.openCalls == 0 ? .integer(now.milliseconds) : .null)
    deal.openCalls += 1
  }

  private struct OpenCall {
    let id: Int64
    let deal: Int64
    let step: EscrowStep
    let by: DealView.Party
    let parcel: Int64?
    let isUnknown: Bool
    let tries: Int64
  }

  /// Tries what is due; a deal that this run has touched waits for the next.
  func runCalls(_ touched: inout Set<Int64>, _ plan: inout Plan, now: Instant) throws {
    let calls = try sql(
      "SELECT id, deal, step, by, parcel, state, tries FROM deal_call WHERE due <= ?"
        + " ORDER BY due, id LIMIT ?"
    ).rows(.integer(now.milliseconds), .integer(Platform.dueBatchLimit), read: Platform.openCall)
    for call in calls where touched.insert(call.deal).inserted {
      guard var deal = try deal(row: call.deal) else {
        preconditionFailure("call \(call.id) belongs to a deal")
      }
      let answer = try ask(call, deal, &plan, now: now)
      try finish(call, answer, &deal, &plan, now: now)
    }
  }

  private static func openCall(_ row: Statement) -> OpenCall {
    guard let step = EscrowStep(rawValue: row.text(2)),
      let by = DealView.Party(rawValue: row.text(3))
    else { preconditionFailure("call \(row.integer(0)) has an unknown word") }
    return OpenCall(
      id: row.integer(0), deal: row.integer(1), step: step, by: by,
      parcel: row.optionalInteger(4), isUnknown: row.text(5) == "unknown",
      tries: row.integer(6))
  }

  /// A step whose outcome is unknown is asked about; only what the provider has not is sent again.
  private func ask(
    _ call: OpenCall, _ deal: DealRow, _ plan: inout Plan, now: Instant
  ) throws -> ProviderAnswer {
    let provider = provider(of: deal)
    if call.isUnknown, let known = try provider.record(of: deal.order),
      known.steps.contains(call.id)
    {
      return .taken(transaction: known.transaction)
    }
    let step = ProviderStep(
      id: call.id, step: call.step, by: call.by, order: deal.order,
      parcel: deal.machine.parcels.first { $0.number == call.parcel })
    return try provider.take(step, &plan, now: now)
  }

  private func finish(
    _ call: OpenCall, _ answer: ProviderAnswer, _ deal: inout DealRow, _ plan: inout Plan,
    now: Instant
  ) throws {
    switch answer {
    case .unknown:
      let wait = min(
        Platform.callRetrySeconds << min(call.tries, 16), Platform.callRetryLimitSeconds)
      plan.write(
        "UPDATE deal_call SET state = 'unknown', tries = tries + 1, due = ? WHERE id = ?",
        .integer(now.adding(seconds: wait).milliseconds), .integer(call.id))
    case .refused where call.step == .pay || call.step == .register:
      // A payment that the provider does not take is no payment: the buyer gets it back.
      close(call.id, &deal, &plan, now: now)
      switch deal.machine.state {
      case .created where call.step == .register, .funded where call.step == .pay:
        try perform(.paymentRefused, by: .provider, on: &deal, &plan, now: now)
      default: break
      }
    case .refused:
      plan.write(
        "UPDATE deal_call SET state = 'refused', tries = tries + 1, due = NULL WHERE id = ?",
        .integer(call.id))
    case .taken(let transaction):
      deal.transaction = transaction
      close(call.id, &deal, &plan, now: now)
      if deal.openCalls == 0, deal.machine.turn == .provider {
        try perform(.concluded, by: .provider, on: &deal, &plan, now: now)
      } else {
        plan.write(
          "UPDATE deal SET tid = ? WHERE id = ?", .text(transaction), .integer(deal.id))
      }
    }
  }

  /// A step has ended; the next one's turn has come.
  private func close(_ call: Int64, _ deal: inout DealRow, _ plan: inout Plan, now: Instant) {
    plan.write("UPDATE deal_call SET state = 'done', due = NULL WHERE id = ?", .integer(call))
    plan.write(
      "UPDATE deal_call SET due = ? WHERE id ="
        + " (SELECT min(id) FROM deal_call WHERE deal = ? AND state <> 'done')"
        + " AND state = 'waiting'",
      .integer(now.milliseconds), .integer(deal.id))
    deal.openCalls -= 1
    precondition(deal.openCalls >= 0, "a deal has counted its open calls")
  }

  /// Hears what the provider's carrier has told.
  func hearNotices(_ touched: inout Set<Int64>, _ plan: inout Plan, now: Instant) throws {
    let rows = try sql(
      "SELECT id, moid, number, status, seen FROM escrow_bank_parcel WHERE tells <= ?"
        + " ORDER BY tells, id LIMIT ?"
    ).rows(.integer(now.milliseconds), .integer(Platform.dueBatchLimit)) {
      (
        id: $0.integer(0), order: $0.text(1), number: $0.integer(2),
        status: DeliveryView.Status(rawValue: $0.text(3)) ?? .registered,
        seen: Instant(milliseconds: $0.integer(4))
      )
    }
    for row in rows {
      guard var deal = try deal(order: row.order) else {
        preconditionFailure("\(row.order) is one of our orders")
      }
      guard touched.insert(deal.id).inserted else { continue }
      plan.write(
        "UPDATE escrow_bank_parcel SET tells = NULL WHERE id = ?", .integer(row.id))
      try hear(row.number, row.status, seen: row.seen, &deal, &plan, now: now)
    }
  }

  /// News of a parcel; where the deal is over, it comes too late to mean anything.
  func hear(
    _ number: Int64, _ status: DeliveryView.Status, seen: Instant, _ deal: inout DealRow,
    _ plan: inout Plan, now: Instant
  ) throws {
    do {
      try perform(
        .track(number: number, status, seen: seen), by: .provider, on: &deal, &plan, now: now)
    } catch let refusal as Refusal where refusal.code == TradeError.notNow {
      note("track", by: .provider, deal, &plan, now: now)
    }
  }
}
