import Crypto
import Store
package import Wire

/// Selling and buying between two people: what is posted, a deal with its reservation, paying it.
extension Platform {
  /// Items one person may sell at a time.
  static let itemLimit: Int64 = 1_000
  /// Characters of an item's name.
  static let itemTitleLimit = 45

  /// Puts something up for sale.
  package func tradePost(
    _ caller: Person, _ params: TradePostMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      let item = try planItem(
        caller, params.title, Money(params.price, params.currency), params.quantity,
        provider: params.provider, app: nil, key: nil, &plan, now: now)
      return TradePostMethod.Result(item: item)
    }
  }

  /// Plans an item; for its seller's own shell, and for an app the seller uses.
  func planItem(
    _ seller: Person, _ title: LocalizedText, _ price: Money, _ quantity: Int64,
    provider asked: String?, app: AppID?, key: String?, _ plan: inout Plan, now: Instant
  ) throws -> ItemView {
    try requireTier(seller, .seller)
    let profile = try profile(asked)
    guard price.currency == .krw else {
      throw Refusal(
        WalletError.currencyUnknown, ["currency": .string(price.currency.rawValue)])
    }
    let texts = Language.allCases.map { title.text(in: $0).oneLine }
    guard texts.allSatisfy({ (1...Platform.itemTitleLimit).contains($0.count) }) else {
      throw Platform.invalid("/title", "must have 1 to \(Platform.itemTitleLimit) characters")
    }
    guard (1...BillEffect.quantityLimit).contains(quantity) else {
      throw Platform.invalid("/quantity", "must be from 1 to \(BillEffect.quantityLimit)")
    }
    try checkPrice(price, profile)
    let selling =
      try sql(
        "SELECT count(*) FROM trade_item i JOIN stock s ON s.id = i.stock"
          + " WHERE i.seller = ? AND s.quantity > 0"
      ).first(.integer(seller.row)) { $0.integer(0) } ?? 0
    guard selling < Platform.itemLimit else {
      throw Refusal(TradeError.itemsFull, ["limit": .integer(Platform.itemLimit)])
    }
    let name = ItemID(newName("i_"))
    let row = try newRow("trade_item", &plan)
    let stock = try makeStock(Platform.itemOwner, name.text, quantity, &plan)
    let cleaned = title.map(\.oneLine)
    plan.write(
      "INSERT INTO trade_item(id, public, seller, title, price, currency, provider, stock, app,"
        + " key, posted) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      .integer(row), .text(name.text), .integer(seller.row), .text(cleaned.json.text),
      .integer(price.amount), .text(price.currency.rawValue), .text(profile.name),
      .integer(stock.id), .text(app?.text), .text(key), .integer(now.milliseconds))
    return ItemView(
      item: name, seller: seller.person, title: cleaned, price: price, quantity: quantity,
      available: quantity, provider: profile.name, posted: now)
  }

  /// What people sell, newest first.
  package func tradeItems(
    _ params: TradeItemsMethod.Params
  ) throws -> TradeItemsMethod.Result {
    let seller = try params.seller.map { try principal($0)?.row ?? 0 }
    let items = try sql(
      "SELECT i.public, p.public, i.title, i.price, i.currency, s.quantity, s.reserved,"
        + " i.provider, i.posted FROM trade_item i JOIN stock s ON s.id = i.stock"
        + " JOIN person p ON p.id = i.seller WHERE s.quantity > 0 AND (?1 IS NULL OR i.seller = ?1)"
        + " ORDER BY i.id DESC LIMIT ?2"
    ).rows(.integer(seller), .integer(Platform.limit(params.limit))) { row in
      Result {
        ItemView(
          item: ItemID(row.text(0)), seller: PersonID(row.text(1)),
          title: LocalizedText(json: try JSON.parse(row.text(2))) ?? "",
          price: Money(row.integer(3), Currency(rawValue: row.text(4)) ?? .krw),
          quantity: row.integer(5), available: row.integer(5) - row.integer(6),
          provider: row.text(7), posted: Instant(milliseconds: row.integer(8)))
      }
    }
    return TradeItemsMethod.Result(items: try items.map { try $0.get() })
  }

  /// Opens a deal: whoever comes first has the item until the deal expires.
  package func tradeOpen(
    _ caller: Person, _ params: TradeOpenMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      let item = try sql("SELECT id FROM trade_item WHERE public = ?")
        .first(.text(params.item.text)) { $0.integer(0) }
      guard let item else {
        throw Refusal(TradeError.itemUnknown, ["item": .string(params.item.text)])
      }
      let deal = try planDeal(
        caller, item: item, quantity: params.quantity ?? 1, proposal: nil, &plan, now: now)
      return DealReply(deal: try view(deal, for: .buyer, now: now))
    }
  }

  /// Who proposed a deal besides its buyer.
  struct Proposal {
    let app: AppID
    let session: Int64
    let key: String
  }

  /// Plans a deal and its reservation; the payee is who posted the item, whoever proposed it.
  func planDeal(
    _ buyer: Person, item row: Int64, quantity: Int64, proposal: Proposal?, _ plan: inout Plan,
    now: Instant
  ) throws -> DealRow {
    try requireTier(buyer, .buyer)
    let found = try sql(
      "SELECT public, seller, title, price, currency, provider, stock FROM trade_item WHERE id = ?"
    ).first(.integer(row)) {
      (
        name: ItemID($0.text(0)), seller: $0.integer(1), title: $0.text(2), price: $0.integer(3),
        currency: Currency(rawValue: $0.text(4)) ?? .krw, provider: $0.text(5),
        stock: $0.integer(6)
      )
    }
    guard let found, let seller = try principal(row: found.seller) else {
      throw Refusal(TradeError.itemUnknown, ["item": .string(String(row))])
    }
    guard seller.row != buyer.row else { throw Refusal(TradeError.ownItem) }
    try requireTier(seller, .seller)
    guard (1...BillEffect.quantityLimit).contains(quantity) else {
      throw Platform.invalid("/quantity", "must be from 1 to \(BillEffect.quantityLimit)")
    }
    let profile = try profile(found.provider)
    // At most 10^12 times 9,999.
    let price = Money(found.price * quantity, found.currency)
    try checkPrice(price, profile)
    let expires = now.adding(seconds: Platform.reservationSeconds)
    let reservation = try reserve(
      quantity, of: found.stock, until: expires,
      gone: { Refusal(TradeError.soldOut, ["available": .integer($0)]) }, &plan, now: now)
    var deal = DealRow(
      id: try newRow("deal", &plan), name: DealID(newName("d_")), order: newName("mo_"),
      transaction: nil, item: row, itemName: found.name, buyer: buyer.row, seller: seller.row,
      title: LocalizedText(json: try JSON.parse(found.title)) ?? "", quantity: quantity,
      price: price, provider: found.provider, reservation: reservation.id, fence: reservation.fence,
      app: proposal?.app,
      session: proposal?.session, key: proposal?.key, created: now, revision: 1, openCalls: 0,
      awaitsPayment: false,
      machine: EscrowMachine(
        amount: price.amount, profile: profile.profile, state: .created(expires: expires)))
    insert(deal, &plan)
    note("open", by: .buyer, deal, &plan, now: now)
    if profile.profile.style == .stepwise {
      mirror(.register, by: .buyer, nil, &deal, &plan, now: now)
    }
    try send(deal, to: buyer.row, &plan, now: now)
    return deal
  }

  /// Pays the price that the person saw into the deal's own account.
  package func tradeFund(
    _ caller: Person, _ params: TradeFundMethod.Params, _ body: RequestBody,
    proof: PINProof? = nil, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, money: true, now: now) { plan in
      guard var deal = try deal(params.deal), deal.buyer == caller.row else {
        throw Refusal(TradeError.unknown)
      }
      if case .created = deal.machine.state, params.amount != deal.price.amount {
        throw Refusal(
          TradeError.amountChanged, ["amount": .string(deal.price.formatted)])
      }
      let reservation = try reservation(deal.reservation, plan)
      let newest = try stock(row: reservation.stock, plan).fence
      precondition(reservation.fence <= newest, "fencing numbers only grow")
      let limit = tiers.limits(caller.tier).payment
      guard params.amount <= limit else {
        throw Refusal(WalletError.limit, ["limit": .string(Money(limit, .krw).formatted)])
      }
      let key = RequestKey(
        principal: caller.keyScope, key: body.key, bodyHash: try Digest(body.hash))
      let record = try perform(.fund, by: .buyer, on: &deal, key: key, &plan, now: now)
      guard let record else { preconditionFailure("paying moves money") }
      let account = record.rows[0].debit
      try authorize(
        PaymentFacts(kind: .fund, amount: params.amount, payee: record.rows[0].credit), caller,
        body, proof, &plan, now: now)
      return TradeFundMethod.Result(
        deal: try view(deal, for: .buyer, now: now),
        balance: record.balance(after: account)?.available ?? 0, head: record.hash?.hex ?? "")
    }
  }

  // MARK: rules

  /// Both people have a verified name.
  func requireTier(_ person: Person, _ party: DealView.Party) throws {
    guard person.tier >= .account else {
      throw Refusal(TradeError.partyTier, ["party": .string(party.rawValue)])
    }
  }

  private func profile(_ asked: String?) throws -> (name: String, profile: EscrowProfile) {
    let name = asked ?? EscrowProfile.fallback
    guard let profile = EscrowProfile.standard[name] else {
      throw Refusal(
        TradeError.providerUnknown,
        [
          "provider": .string(name),
          "known": .string(EscrowProfile.standard.keys.sorted().joined(separator: ", ")),
        ])
    }
    return (name, profile)
  }

  private func checkPrice(
    _ price: Money, _ profile: (name: String, profile: EscrowProfile)
  ) throws {
    guard (1...Money.largestAmount).contains(price.amount) else {
      throw Refusal(WalletError.amountInvalid)
    }
    guard price.amount <= profile.profile.maximum else {
      let limit = Money(profile.profile.maximum, price.currency).formatted
      throw Refusal(
        TradeError.providerLimit,
        ["provider": .string(profile.name), "limit": .string(limit)])
    }
  }

  static func invalid(_ pointer: String, _ reason: String) -> Refusal {
    Refusal(
      RequestError.invalid, ["pointer": .string(pointer), "reason": .string(reason)])
  }
}
