import Store
import Wire

/// Safe trades that programs propose and report on. Who is paid is fixed by the host: who posted
/// the item. Money moves only by the buyer's own shell: a program can neither pay a deal nor
/// confirm one, it can only ask for it.
extension Platform {
  /// Plans what a program asks of a safe trade.
  func planEscrow(_ effect: EscrowEffect, _ effects: EffectPlan, _ plan: inout Plan) throws {
    guard let viewer = effects.ticket.caller else {
      throw Refusal(
        DataError.effectInvalid, ["pointer": "/effect", "reason": "nobody is viewing"])
    }
    let (app, now) = (effects.release.key.app, effects.now)
    switch effect {
    case .post(let key, let title, let price, let quantity, let provider):
      try claim("item \(key)", &plan)
      guard try item(of: app, key) == nil else { throw Platform.usedKey }
      _ = try planItem(
        viewer, title, Money(price, .krw), quantity, provider: provider, app: app, key: key,
        &plan, now: now)
    case .open(let key, let itemKey, let quantity):
      guard let item = try item(of: app, itemKey) else {
        throw Refusal(TradeError.itemUnknown, ["item": .string(itemKey)])
      }
      try claim("deal \(key)", &plan)
      guard try deal(of: app, key: key) == nil else { throw Platform.usedKey }
      let proposal = Proposal(app: app, session: effects.stage.session, key: key)
      _ = try planDeal(
        viewer, item: item, quantity: quantity, proposal: proposal, &plan, now: now)
    case .ship(let key, let carrier, let tracking):
      try act(
        key, .ship(carrier: carrier, tracking: tracking, number: nil), .seller, viewer, app,
        &plan, now: now)
    case .deliver(let key): try act(key, .deliver, .buyer, viewer, app, &plan, now: now)
    case .reject(let key, let reason):
      try act(key, .reject(reason: reason), .buyer, viewer, app, &plan, now: now)
    case .cancel(let key, let reason):
      try act(key, .cancel(reason: reason), nil, viewer, app, &plan, now: now)
    case .dispute(let key, let reason):
      try act(key, .dispute(reason: reason), nil, viewer, app, &plan, now: now)
    case .confirm(let key):
      let (deal, _) = try proposed(key, .buyer, viewer, app)
      guard deal.machine.actions(of: .buyer, at: now).contains("receive") else {
        throw Refusal(
          TradeError.notNow,
          [
            "deal": .string(deal.name.text), "action": "receive",
            "status": .string(deal.machine.state.status.rawValue),
          ])
      }
      try send(deal, to: deal.buyer, &plan, now: now)
    }
  }

  private static let usedKey = Refusal(
    DataError.effectInvalid, ["pointer": "/key", "reason": "was used before"])

  /// One call does one thing to an item or a deal: what it would do next is not there to be read.
  private func claim(_ name: String, _ plan: inout Plan) throws {
    let isFirst = plan.newRows.updateValue(1, forKey: "claim of \(name)") == nil
    guard isFirst else { throw Platform.usedKey }
  }

  private func item(of app: AppID, _ key: String) throws -> Int64? {
    try sql("SELECT id FROM trade_item WHERE app = ? AND key = ?")
      .first(.text(app.text), .text(key)) { $0.integer(0) }
  }

  /// A deal of this app in which the viewer has the part that the effect needs.
  private func proposed(
    _ key: String, _ needed: DealView.Party?, _ viewer: Person, _ app: AppID
  ) throws -> (DealRow, DealView.Party) {
    guard let deal = try deal(of: app, key: key), let party = deal.party(viewer.row) else {
      throw Refusal(TradeError.unknown)
    }
    if let needed, needed != party {
      throw Refusal(
        TradeError.notYours, ["party": .string(needed.rawValue), "action": "do that"])
    }
    return (deal, party)
  }

  private func act(
    _ key: String, _ event: EscrowEvent, _ needed: DealView.Party?, _ viewer: Person,
    _ app: AppID, _ plan: inout Plan, now: Instant
  ) throws {
    try claim("deal \(key)", &plan)
    var (deal, party) = try proposed(key, needed, viewer, app)
    try act(event, by: party, on: &deal, &plan, now: now)
  }
}
