import Store
import Wire

/// A deal as it is stored: who, what, and its machine.
struct DealRow {
  let id: Int64
  let name: DealID
  /// The order's id at the provider (MOID).
  let order: String
  /// The provider's own number (TID).
  var transaction: String?
  let item: Int64
  let itemName: ItemID
  let buyer: Int64
  let seller: Int64
  let title: LocalizedText
  let quantity: Int64
  let price: Money
  let provider: String
  let reservation: Int64
  /// The reservation's number.
  let fence: Int64
  let app: AppID?
  let session: Int64?
  let key: String?
  let created: Instant
  var revision: Int64
  /// Steps the provider has not taken in.
  var openCalls: Int64
  /// Whether the payment itself is among them.
  var awaitsPayment: Bool
  var machine: EscrowMachine

  /// What a person is in it; nil for somebody else.
  func party(_ person: Int64) -> DealView.Party? {
    person == buyer ? .buyer : person == seller ? .seller : nil
  }

  /// The owner of its account in the ledger.
  var accountOwner: AccountOwner { AccountOwner("deal:\(name.text)") }

  static let select =
    "SELECT d.id, d.public, d.moid, d.tid, d.item, i.public, d.buyer, d.seller, d.title,"
    + " d.quantity, d.amount, d.currency, d.provider, d.reservation, d.app, d.session, d.key,"
    + " d.created, d.revision, d.status, d.due, d.suspension, d.seller_part, d.buyer_part,"
    + " d.fee_part, d.funded, d.reason,"
    + " (SELECT count(*) FROM deal_call c WHERE c.deal = d.id AND c.state <> 'done'),"
    + " (SELECT count(*) FROM deal_call c WHERE c.deal = d.id AND c.state <> 'done'"
    + " AND c.step IN ('register', 'pay')), r.fence"
    + " FROM deal d JOIN trade_item i ON i.id = d.item JOIN reservation r ON r.id = d.reservation"
}

extension DealRow {
  init(_ row: Statement, parcels: [Parcel]) throws {
    guard let currency = Currency(rawValue: row.text(11)),
      let status = DealView.Status(rawValue: row.text(19)),
      let profile = EscrowProfile.standard[row.text(12)],
      let title = LocalizedText(json: try JSON.parse(row.text(8))),
      let state = EscrowState(row, status)
    else { throw StoreError.damaged("deal row \(row.integer(0)): an unknown word") }
    var machine = EscrowMachine(amount: row.integer(10), profile: profile, state: state)
    machine.parcels = parcels
    machine.funded = row.optionalInteger(25).map(Instant.init(milliseconds:))
    machine.reason = row.optionalText(26)
    self.init(
      id: row.integer(0), name: DealID(row.text(1)), order: row.text(2),
      transaction: row.optionalText(3), item: row.integer(4), itemName: ItemID(row.text(5)),
      buyer: row.integer(6), seller: row.integer(7), title: title, quantity: row.integer(9),
      price: Money(row.integer(10), currency), provider: row.text(12),
      reservation: row.integer(13), fence: row.integer(29),
      app: row.optionalText(14).map { AppID($0) },
      session: row.optionalInteger(15), key: row.optionalText(16),
      created: Instant(milliseconds: row.integer(17)), revision: row.integer(18),
      openCalls: row.integer(27), awaitsPayment: row.integer(28) > 0, machine: machine)
  }
}

extension EscrowState {
  fileprivate init?(_ row: Statement, _ status: DealView.Status) {
    let due = row.optionalInteger(20).map(Instant.init(milliseconds:))
    let suspension = row.optionalText(21).flatMap(AutoConfirm.Suspension.init(rawValue:))
    let auto = due.map { due in
      suspension.map { AutoConfirm.suspended($0, until: due) } ?? .at(due)
    }
    let parts = row.optionalInteger(22).map {
      Division(seller: $0, buyer: row.integer(23), fee: row.integer(24))
    }
    switch (status, due, auto, parts) {
    case (.created, .some(let at), _, _): self = .created(expires: at)
    case (.funded, .some(let at), _, _): self = .funded(shipBy: at)
    case (.rejected, .some(let at), _, _): self = .rejected(answerBy: at)
    case (.shipping, _, .some(let auto), _): self = .shipping(auto)
    case (.delivered, _, .some(let auto), _): self = .delivered(auto)
    case (.returning, _, .some(let auto), _): self = .returning(auto)
    case (.confirmed, _, _, .some(let parts)): self = .confirmed(parts)
    case (.refunding, _, _, .some(let parts)): self = .refunding(parts)
    case (.settled, _, _, .some(let parts)): self = .settled(parts)
    case (.refunded, _, _, .some(let parts)): self = .refunded(parts)
    case (.disputed, _, _, _): self = .disputed
    case (.expired, _, _, _): self = .expired
    case (.cancelled, _, _, _): self = .cancelled
    default: return nil
    }
  }
}

/// Finding and writing deals.
extension Platform {
  /// A deal by public name.
  func deal(_ name: DealID) throws -> DealRow? {
    try deal("d.public = ?", .text(name.text))
  }

  /// A deal by row.
  func deal(row: Int64) throws -> DealRow? { try deal("d.id = ?", .integer(row)) }

  /// The deal that a reservation belongs to.
  func deal(reservation: Int64) throws -> DealRow? {
    try deal("d.reservation = ?", .integer(reservation))
  }

  /// A deal by its order's id at a provider.
  func deal(order: String) throws -> DealRow? { try deal("d.moid = ?", .text(order)) }

  /// The deal that an app proposed under its own name.
  func deal(of app: AppID, key: String) throws -> DealRow? {
    try deal("d.app = ? AND d.key = ?", .text(app.text), .text(key))
  }

  private func deal(_ condition: String, _ values: Value...) throws -> DealRow? {
    let found = try sql("SELECT d.id FROM deal d WHERE \(condition)")
      .rows(values: values) { $0.integer(0) }.first
    guard let row = found else { return nil }
    let parcels = try parcels(of: row)
    return try sql(DealRow.select + " WHERE d.id = ?")
      .first(.integer(row)) { row in Result { try DealRow(row, parcels: parcels) } }?.get()
  }

  private func parcels(of deal: Int64) throws -> [Parcel] {
    try sql(
      "SELECT number, kind, status, carrier, tracking, registered, seen, changed, revision"
        + " FROM deal_delivery WHERE deal = ? ORDER BY number"
    ).rows(.integer(deal)) { row in
      guard let kind = DeliveryView.Kind(rawValue: row.text(1)),
        let status = DeliveryView.Status(rawValue: row.text(2))
      else { preconditionFailure("a parcel of deal \(deal) has an unknown word") }
      return Parcel(
        number: row.integer(0), kind: kind, status: status, carrier: row.text(3),
        tracking: row.optionalText(4), registered: Instant(milliseconds: row.integer(5)),
        seen: row.optionalInteger(6).map(Instant.init(milliseconds:)),
        changed: Instant(milliseconds: row.integer(7)), revision: row.integer(8))
    }
  }

  /// Writes a new deal.
  func insert(_ deal: DealRow, _ plan: inout Plan) {
    let parts = deal.machine.state.division
    precondition(parts == nil && deal.machine.parcels.isEmpty, "a new deal is created")
    plan.write(
      "INSERT INTO deal(id, public, moid, item, buyer, seller, title, quantity, amount, currency,"
        + " provider, reservation, app, session, key, status, due, created, revision)"
        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      .integer(deal.id), .text(deal.name.text), .text(deal.order), .integer(deal.item),
      .integer(deal.buyer), .integer(deal.seller), .text(deal.title.json.text),
      .integer(deal.quantity), .integer(deal.price.amount), .text(deal.price.currency.rawValue),
      .text(deal.provider), .integer(deal.reservation), .text(deal.app?.text),
      .integer(deal.session), .text(deal.key), .text(deal.machine.state.status.rawValue),
      .integer(deal.machine.state.due?.milliseconds), .integer(deal.created.milliseconds),
      .integer(deal.revision))
  }

  /// Writes a deal's machine.
  func save(_ deal: inout DealRow, _ plan: inout Plan) {
    deal.revision += 1
    let state = deal.machine.state
    let parts = state.division
    var suspension: String?
    if case .disputed = state {} else { suspension = deal.machine.suspension?.rawValue }
    plan.write(
      "UPDATE deal SET status = ?, due = ?, suspension = ?, seller_part = ?, buyer_part = ?,"
        + " fee_part = ?, funded = ?, reason = ?, tid = ?, revision = ? WHERE id = ?",
      .text(state.status.rawValue), .integer(state.due?.milliseconds), .text(suspension),
      .integer(parts?.seller), .integer(parts?.buyer), .integer(parts?.fee),
      .integer(deal.machine.funded?.milliseconds), .text(deal.machine.reason),
      .text(deal.transaction), .integer(deal.revision), .integer(deal.id))
  }

  /// Writes a parcel, and what it said before stays in the trail.
  func record(
    _ parcel: Parcel, by party: DealView.Party, of deal: Int64, _ plan: inout Plan, now: Instant
  ) {
    plan.write(
      "INSERT INTO deal_delivery(deal, number, kind, status, carrier, tracking, registered, seen,"
        + " changed, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        + " ON CONFLICT(deal, number) DO UPDATE SET status = excluded.status,"
        + " carrier = excluded.carrier, tracking = excluded.tracking, seen = excluded.seen,"
        + " changed = excluded.changed, revision = excluded.revision",
      .integer(deal), .integer(parcel.number), .text(parcel.kind.rawValue),
      .text(parcel.status.rawValue), .text(parcel.carrier), .text(parcel.tracking),
      .integer(parcel.registered.milliseconds), .integer(parcel.seen?.milliseconds),
      .integer(parcel.changed.milliseconds), .integer(parcel.revision))
    plan.write(
      "INSERT INTO deal_delivery_change(deal, number, at, by, status, carrier, tracking, seen)"
        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      .integer(deal), .integer(parcel.number), .integer(now.milliseconds), .text(party.rawValue),
      .text(parcel.status.rawValue), .text(parcel.carrier), .text(parcel.tracking),
      .integer(parcel.seen?.milliseconds))
  }
}
