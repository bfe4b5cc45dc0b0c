import Crypto
import Store
import Wire

/// The one way a deal changes: the machine decides, this writes; state, parcels, stock, money,
/// calls and messages in one transaction.
extension Platform {
  /// Who sends the messages of deals.
  static let tradeSender = AppID("app.madang.trade")
  /// Their sender's name.
  static let tradeName = LocalizedText(ko: "안전거래", en: "Safe trade")
  /// Where the providers' fees go.
  static let escrowFees = AccountOwner("fee:escrow")

  /// Lets something happen to a deal; the transfer, if money moved.
  @discardableResult
  func perform(
    _ event: EscrowEvent, by party: DealView.Party, on deal: inout DealRow, key: RequestKey? = nil,
    _ plan: inout Plan, now: Instant
  ) throws -> TransferRecord? {
    var after = deal
    let before = deal.machine.state.status
    let actions: [EscrowAction]
    do throws(EscrowRefusal) {
      actions = try after.machine.apply(event, by: party, at: now)
    } catch { throw refusal(error, event, deal) }
    var moved: TransferRecord?
    var parcel: Parcel?
    for action in actions {
      switch action {
      case .collect: moved = try collect(after, key, &plan, now: now)
      case .divide(let parts): moved = try divide(after, parts, &plan, now: now)
      case .sell: try end(try reservation(after.reservation, plan), as: .used, &plan)
      case .restock: try restock(after, &plan)
      case .mirror(let step, let caller):
        mirror(step, by: caller, parcel, &after, &plan, now: now)
      case .record(let changed):
        parcel = changed
        record(changed, by: party, of: after.id, &plan, now: now)
      }
    }
    save(&after, &plan)
    note(event, by: party, after, &plan, now: now)
    try tell(after, before: before, &plan, now: now)
    deal = after
    return moved
  }

  private func refusal(
    _ refusal: EscrowRefusal, _ event: EscrowEvent, _ deal: DealRow
  ) -> Refusal {
    let status = deal.machine.state.status
    switch refusal {
    case .notNow, .tooLate:
      if status == .created || status == .expired, event == .fund {
        return Refusal(TradeError.expired)
      }
      return Refusal(
        TradeError.notNow,
        [
          "deal": .string(deal.name.text), "status": .string(status.rawValue),
          "action": .string(event.name),
        ])
    case .notYours(let party):
      return Refusal(
        TradeError.notYours,
        ["party": .string(party.rawValue), "action": .string(event.name)])
    case .deliveryUnknown(let number):
      return Refusal(
        TradeError.deliveryUnknown,
        ["delivery": .integer(number), "deal": .string(deal.name.text)])
    case .deliveriesFull:
      return Refusal(
        TradeError.deliveriesFull, ["limit": .integer(Int64(EscrowMachine.parcelLimit))])
    case .splitSum:
      let limit = Money(deal.price.amount - 1, deal.price.currency)
      return Refusal(TradeError.splitSum, ["limit": .string(limit.formatted)])
    }
  }

  // MARK: money

  /// Moves the price from the buyer's wallet into the deal's own account: posted, never only held.
  private func collect(
    _ deal: DealRow, _ key: RequestKey?, _ plan: inout Plan, now: Instant
  ) throws -> TransferRecord {
    var ledgerPlan = plan.ledger ?? ledger.plan(now: now)
    let currency = deal.price.currency
    let from = try ledgerPlan.open(
      Platform.owner(try publicName(deal.buyer)), .user, currency)
    let to = try ledgerPlan.open(deal.accountOwner, .escrow, currency)
    let outcome = try ledgerPlan.transfer(
      TransferRequest(legs: [Leg(from: from, to: to, amount: deal.price)], key: key))
    guard let record = outcome.record else {
      throw outcome.refusal.map { wire($0) }
        ?? Refusal(PlatformError.internalFault, ["reason": "no outcome"])
    }
    plan.ledger = ledgerPlan
    return record
  }

  /// Moves everything out of the deal's own account, in one transfer, once.
  private func divide(
    _ deal: DealRow, _ parts: Division, _ plan: inout Plan, now: Instant
  ) throws -> TransferRecord {
    precondition(parts.total == deal.price.amount, "what was paid in goes out")
    var ledgerPlan = plan.ledger ?? ledger.plan(now: now)
    let currency = deal.price.currency
    let from = try ledgerPlan.open(deal.accountOwner, .escrow, currency)
    var legs: [Leg] = []
    if parts.seller > 0 {
      let to = try ledgerPlan.open(Platform.owner(try publicName(deal.seller)), .user, currency)
      legs.append(Leg(from: from, to: to, amount: Money(parts.seller, currency)))
    }
    if parts.buyer > 0 {
      let to = try ledgerPlan.open(Platform.owner(try publicName(deal.buyer)), .user, currency)
      legs.append(Leg(from: from, to: to, amount: Money(parts.buyer, currency)))
    }
    if parts.fee > 0 {
      let to = try ledgerPlan.open(Platform.escrowFees, .fee, currency)
      legs.append(Leg(from: from, to: to, amount: Money(parts.fee, currency)))
    }
    let key = RequestKey(
      principal: deal.accountOwner.name, key: "divide",
      bodyHash: Blake2b.hash(Array(deal.order.utf8)))
    let outcome = try ledgerPlan.transfer(TransferRequest(legs: legs, key: key))
    guard case .done(let record) = outcome else {
      preconditionFailure("\(deal.name): a deal's money is divided once: \(outcome)")
    }
    plan.ledger = ledgerPlan
    return record
  }

  private func restock(_ deal: DealRow, _ plan: inout Plan) throws {
    let reservation = try reservation(deal.reservation, plan)
    switch reservation.state {
    case .open:
      let ran = deal.machine.state.status == .expired
      try end(reservation, as: ran ? .expired : .returned, &plan)
    case .used: try giveBack(reservation, &plan)
    case .returned, .expired: break
    }
  }

  // MARK: news

  private func note(
    _ event: EscrowEvent, by party: DealView.Party, _ deal: DealRow, _ plan: inout Plan,
    now: Instant
  ) {
    note(event.name, by: party, deal, &plan, now: now)
  }

  /// Adds a line to a deal's history.
  func note(
    _ what: String, by party: DealView.Party, _ deal: DealRow, _ plan: inout Plan, now: Instant
  ) {
    plan.write(
      "INSERT INTO deal_step(deal, at, by, what, status) VALUES (?, ?, ?, ?, ?)",
      .integer(deal.id), .integer(now.milliseconds), .text(party.rawValue), .text(what),
      .text(deal.machine.state.status.rawValue))
  }

  /// Both people's screens hear of every change; whose turn it became gets a message, both where
  /// the operator decides or the deal is over. The program that proposed it hears too.
  private func tell(
    _ deal: DealRow, before: DealView.Status, _ plan: inout Plan, now: Instant
  ) throws {
    let status = deal.machine.state.status
    for person in [deal.buyer, deal.seller] {
      plan.notify(
        try publicName(person), ServerNotification.dealChanged,
        ["deal": .string(deal.name.text), "status": .string(status.rawValue)])
    }
    guard status != before else { return }
    try tellProgram(deal, &plan, now: now)
    let told: [Int64]
    switch deal.machine.turn {
    case .buyer: told = [deal.buyer]
    case .seller: told = [deal.seller]
    case .provider: told = []
    case .carrier: told = [deal.buyer]
    case nil, .operator, .platform: told = [deal.buyer, deal.seller]
    }
    for person in told { try send(deal, to: person, &plan, now: now) }
  }

  /// A message that says what stands on the deal's screen.
  func send(_ deal: DealRow, to person: Int64, _ plan: inout Plan, now: Instant) throws {
    let words = EscrowSentences(machine: deal.machine, currency: deal.price.currency).all
    func text(_ language: Language) -> String {
      ([deal.title.text(in: language) + ":"] + words.map { $0.text(in: language) }
        + ["madang trade show \(deal.name.text)"]).joined(separator: " ")
    }
    try send(
      to: person, app: Platform.tradeSender, from: Platform.tradeName,
      template: "deal.\(deal.machine.state.status.rawValue)",
      once: "\(deal.name.text) \(deal.revision)",
      text: LocalizedText(ko: text(.korean), en: text(.english)), bill: nil, &plan, now: now)
  }

  private func tellProgram(_ deal: DealRow, _ plan: inout Plan, now: Instant) throws {
    guard let row = deal.session, let session = try session(row: row),
      let release = try release(session.release)
    else { return }
    owe(
      "escrow.changed",
      [
        "deal": [
          "key": .string(deal.key ?? ""),
          "status": .string(deal.machine.state.status.rawValue),
        ]
      ], release, session: row, &plan, now: now)
  }
}
