import Store
package import Wire

/// Deals as their people and the operator see them.
extension Platform {
  /// A deal as somebody sees it; nil is the operator.
  func view(_ deal: DealRow, for party: DealView.Party?, now: Instant) throws -> DealView {
    let machine = deal.machine
    var actions = machine.actions(of: party ?? .operator, at: now)
    if case .funded = machine.state, deal.awaitsPayment { actions.removeAll { $0 == "ship" } }
    let isDecided = machine.state.division != nil
    return DealView(
      deal: deal.name, item: deal.itemName, title: deal.title, quantity: deal.quantity,
      price: deal.price,
      fee: isDecided
        ? machine.state.division?.fee ?? 0 : machine.profile.fee(of: deal.price.amount),
      buyer: try publicName(deal.buyer), seller: try publicName(deal.seller), role: party,
      status: machine.state.status, purse: machine.purse, turn: machine.turn,
      automatic: machine.automatic, suspended: machine.suspension?.rawValue,
      sentences: EscrowSentences(machine: machine, currency: deal.price.currency).all,
      deliveries: machine.parcels.map { parcel in
        DeliveryView(
          number: parcel.number, kind: parcel.kind, status: parcel.status,
          carrier: parcel.carrier, tracking: parcel.tracking, registered: parcel.registered,
          seen: parcel.seen, changed: parcel.changed, revision: parcel.revision)
      },
      actions: actions, provider: deal.provider, merchantOrder: deal.order,
      providerTransaction: deal.transaction, fence: deal.fence, reason: machine.reason,
      created: deal.created)
  }

  /// A deal with its history; nil is the operator.
  package func tradeShow(
    _ caller: Person?, _ params: TradeShowMethod.Params, now: Instant
  ) throws -> TradeShowMethod.Result {
    guard let deal = try deal(params.deal) else { throw Refusal(TradeError.unknown) }
    let party = caller.flatMap { deal.party($0.row) }
    guard caller == nil || party != nil else { throw Refusal(TradeError.unknown) }
    return TradeShowMethod.Result(
      deal: try view(deal, for: party, now: now), history: try history(of: deal))
  }

  /// Lines of a deal's history that are shown.
  static let historyLimit: Int64 = 200

  private func history(of deal: DealRow) throws -> [DealStep] {
    try sql("SELECT at, by, what, status FROM deal_step WHERE deal = ? ORDER BY id LIMIT ?")
      .rows(.integer(deal.id), .integer(Platform.historyLimit)) { row in
        guard let by = DealView.Party(rawValue: row.text(1)),
          let status = DealView.Status(rawValue: row.text(3))
        else { preconditionFailure("\(deal.name) has an unknown step") }
        return DealStep(
          at: Instant(milliseconds: row.integer(0)), by: by, what: row.text(2), status: status)
      }
  }

  /// The caller's deals, newest first.
  package func tradeList(
    _ caller: Person, _ params: TradeListMethod.Params, now: Instant
  ) throws -> TradeListMethod.Result {
    // Two walks over an index each, then the newest of both.
    let rows = try sql(
      "SELECT id FROM (SELECT id FROM (SELECT id FROM deal WHERE buyer = ?1 ORDER BY id DESC"
        + " LIMIT ?2) UNION ALL SELECT id FROM (SELECT id FROM deal WHERE seller = ?1"
        + " ORDER BY id DESC LIMIT ?2)) ORDER BY id DESC LIMIT ?2"
    ).rows(.integer(caller.row), .integer(Platform.limit(params.limit))) { $0.integer(0) }
    return TradeListMethod.Result(
      deals: try rows.compactMap { row in
        guard let deal = try deal(row: row) else { return nil }
        return try view(deal, for: deal.party(caller.row), now: now)
      })
  }
}
