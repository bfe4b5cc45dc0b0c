import Store
package import Wire

/// What the two people of a deal do after it is paid.
extension Platform {
  /// Characters of a carrier's name or number.
  static let carrierLength = EscrowEffect.nameLength
  /// Characters of a reason.
  static let reasonLength = EscrowEffect.reasonLength

  /// Registers a parcel, or corrects one.
  package func tradeShip(
    _ caller: Person, _ params: TradeShipMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    let carrier = params.carrier.oneLine
    let tracking = params.tracking?.oneLine
    guard Platform.carrierLength.contains(carrier.count) else {
      throw Platform.invalid("/carrier", "must have 1 to 40 characters")
    }
    guard tracking.map({ Platform.carrierLength.contains($0.count) }) ?? true else {
      throw Platform.invalid("/tracking", "must have 1 to 40 characters")
    }
    let event = EscrowEvent.ship(carrier: carrier, tracking: tracking, number: params.delivery)
    return try act(caller, params.deal, event, body, now: now)
  }

  /// Buyer: it is fine. Seller: it came back.
  package func tradeReceive(
    _ caller: Person, _ params: TradeReceiveMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try act(caller, params.deal, .receive, body, now: now)
  }

  /// The buyer does not want it.
  package func tradeReject(
    _ caller: Person, _ params: TradeRejectMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    let reason = try Platform.reason(params.reason)
    return try act(caller, params.deal, .reject(reason: reason), body, now: now)
  }

  /// The seller takes it back.
  package func tradeReturn(
    _ caller: Person, _ params: TradeReturnMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try act(caller, params.deal, .acceptReturn, body, now: now)
  }

  /// Somebody asks the operator.
  package func tradeDispute(
    _ caller: Person, _ params: TradeDisputeMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    let reason = try Platform.reason(params.reason)
    return try act(caller, params.deal, .dispute(reason: reason), body, now: now)
  }

  /// Somebody gives up before anything was shipped.
  package func tradeCancel(
    _ caller: Person, _ params: TradeCancelMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    let reason = try params.reason.map { try Platform.reason($0) }
    return try act(caller, params.deal, .cancel(reason: reason), body, now: now)
  }

  private func act(
    _ caller: Person, _ name: DealID, _ event: EscrowEvent, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, money: true, now: now) { plan in
      guard var deal = try deal(name), let party = deal.party(caller.row) else {
        throw Refusal(TradeError.unknown)
      }
      try act(event, by: party, on: &deal, &plan, now: now)
      return DealReply(deal: try view(deal, for: party, now: now))
    }
  }

  /// A person's event; a parcel waits until the provider has taken the payment.
  func act(
    _ event: EscrowEvent, by party: DealView.Party, on deal: inout DealRow, _ plan: inout Plan,
    now: Instant
  ) throws {
    if case .ship = event, case .funded = deal.machine.state, deal.awaitsPayment {
      throw Refusal(
        TradeError.providerWaiting, retryAfterMilliseconds: Platform.callRetrySeconds * 1000)
    }
    try perform(event, by: party, on: &deal, &plan, now: now)
  }

  static func reason(_ text: String) throws -> String {
    let cleaned = text.oneLine
    guard reasonLength.contains(cleaned.count) else {
      throw invalid("/reason", "must have 1 to 200 characters")
    }
    return cleaned
  }
}
