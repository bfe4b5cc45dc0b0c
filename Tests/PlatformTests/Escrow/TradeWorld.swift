import Store
import Testing
import Wire

@testable import Platform

/// People who trade, in the words of a test; the clock stops at everything that falls due, as the
/// daemon's does.
final class TradeWorld {
  let world: DomainWorld
  let provider: String
  /// The deal that steps are about.
  var deal = DealID("")
  var item = ItemID("")
  private var names: [String: PersonID] = [:]

  /// A buyer with money and a seller, both with a verified name.
  init(_ provider: String = "sandbox-step", seed: UInt64 = 1) throws {
    world = try DomainWorld(seed: seed)
    self.provider = provider
    for name in ["buyer", "seller"] { try verify(name) }
    try world.topUp("buyer", 200_000)
  }

  func verify(_ name: String, _ tier: Tier = .account) throws {
    let person = try world.person(name)
    try world.connection.prepare("UPDATE person SET tier = ? WHERE id = ?")
      .run(.text(tier.rawValue), .integer(person.row))
    names[name] = person.person
    try world.hello(name)
  }

  func person(_ name: String) throws -> Person {
    let known = try names[name] ?? world.person(name).person
    return try world.group { try $0.person(known, lang: .english) }
  }

  // MARK: commands

  typealias Command<P> = (Platform, Person, P, RequestBody, Instant) throws -> Outcome<JSON>

  @discardableResult
  func run<P: Encodable>(
    _ name: String, _ method: String, _ params: P, _ command: Command<P>
  ) throws -> JSON {
    let caller = try person(name)
    let body = try world.body(method, params)
    return try world.run { try command($0, caller, params, body, world.now) }
  }

  @discardableResult
  func operate<P: Encodable>(
    _ method: String, _ params: P,
    _ command: (Platform, P, RequestBody, Instant) throws -> Outcome<JSON>
  ) throws -> JSON {
    let body = try world.body(method, params)
    return try world.run { try command($0, params, body, world.now) }
  }

  func post(
    _ price: Int64 = 80_000, quantity: Int64 = 1, by name: String = "seller", title: String = "Bike"
  ) throws {
    let answer = try run(
      name, TradePostMethod.name,
      TradePostMethod.Params(
        key: world.newKey(), title: LocalizedText(title), price: price, currency: .krw,
        quantity: quantity, provider: provider)
    ) { try $0.tradePost($1, $2, $3, now: $4) }
    item = ItemID(answer["item"]?["item"]?.string ?? "")
  }

  @discardableResult
  func open(_ name: String = "buyer", quantity: Int64? = nil, key: String? = nil) throws -> JSON {
    let answer = try run(
      name, TradeOpenMethod.name,
      TradeOpenMethod.Params(key: key ?? world.newKey(), item: item, quantity: quantity)
    ) { try $0.tradeOpen($1, $2, $3, now: $4) }
    deal = DealID(answer["deal"]?["deal"]?.string ?? "")
    return answer
  }

  @discardableResult
  func fund(
    _ amount: Int64 = 80_000, _ name: String = "buyer", key: String? = nil, givesPIN: Bool = true
  ) throws -> JSON {
    try run(
      name, TradeFundMethod.name,
      TradeFundMethod.Params(key: key ?? world.newKey(), deal: deal, amount: amount)
    ) { core, caller, params, body, now in
      let proof = PINProof(person: caller.row, body: body, expires: now.adding(seconds: 60))
      return try core.tradeFund(
        caller, params, body, proof: givesPIN ? proof : nil, now: now)
    }
  }

  func ship(
    _ carrier: String, _ tracking: String?, correcting number: Int64? = nil,
    by name: String = "seller"
  ) throws {
    try run(
      name, TradeShipMethod.name,
      TradeShipMethod.Params(
        key: world.newKey(), deal: deal, carrier: carrier, tracking: tracking, delivery: number)
    ) { try $0.tradeShip($1, $2, $3, now: $4) }
  }

  func track(_ number: Int64, _ status: DeliveryView.Status, seen: Instant? = nil) throws {
    try operate(
      TradeTrackMethod.name,
      TradeTrackMethod.Params(
        key: world.newKey(), deal: deal, delivery: number, status: status, seen: seen)
    ) { try $0.tradeTrack($1, $2, now: $3) }
  }

  func resolve(_ verdict: TradeResolveMethod.Verdict, buyer: Int64? = nil) throws {
    try operate(
      TradeResolveMethod.name,
      TradeResolveMethod.Params(
        key: world.newKey(), deal: deal, verdict: verdict, buyerAmount: buyer, note: "looked at it")
    ) { try $0.tradeResolve($1, $2, now: $3) }
  }

  func fault(_ step: String, _ fault: TradeFaultMethod.Fault, count: Int64 = 1) throws {
    try operate(
      TradeFaultMethod.name,
      TradeFaultMethod.Params(
        key: world.newKey(), provider: provider, step: step, fault: fault, count: count)
    ) { try $0.tradeFault($1, $2, now: $3) }
  }

  @discardableResult
  func reconcile(_ only: DealID? = nil) throws -> JSON {
    try operate(
      TradeReconcileMethod.name, TradeReconcileMethod.Params(key: world.newKey(), deal: only)
    ) { try $0.tradeReconcile($1, $2, now: $3) }
  }

  func drift() throws -> [DriftReport] { try world.platform.tradeDrift().deals }

  // MARK: the clock

  /// Does everything that is due now.
  func settle() throws {
    for _ in 0..<1_000 {
      guard let due = try world.platform.nextDue(), due <= world.now else { return }
      try runDueOnce()
    }
    Issue.record("something stays due for ever")
  }

  func runDueOnce() throws { _ = try world.group { try $0.runDue(now: world.now) } }

  /// Moves the clock, stopping at everything that falls due.
  func wait(milliseconds: Int64) throws {
    try settle()
    let target = world.now.adding(milliseconds: milliseconds)
    while let due = try world.platform.nextDue(), due <= target {
      world.now = max(world.now, due)
      try settle()
    }
    world.now = target
  }

  // MARK: what is

  func view(_ name: String? = nil) throws -> DealView {
    let caller = try name.map { try person($0) }
    return try world.platform.tradeShow(
      caller, TradeShowMethod.Params(deal: deal), now: world.now
    ).deal
  }

  func balance(_ name: String) throws -> Int64 { try world.balance(name) }

  func posted(_ owner: AccountOwner, _ kind: AccountKind) throws -> Int64 {
    let ledger = world.platform.ledger
    let account = try ledger.find(owner, kind, .krw)
    return account.flatMap { ledger.read($0)?.posted } ?? 0
  }

  /// What must hold of a deal at any time: its account has what its screen says, everything that
  /// was paid in is somewhere, and nothing is left where it is over.
  func checkMoney() throws {
    let row = try #require(try world.platform.deal(deal))
    let view = try view()
    #expect(try posted(row.accountOwner, .escrow) == view.purse.escrow)
    let parts = view.purse.seller + view.purse.buyer + view.purse.fee
    if view.status.isOver {
      #expect(view.purse.escrow == 0)
      #expect(view.automatic == nil && view.turn == nil && view.actions.isEmpty)
    }
    #expect(view.purse.escrow + parts == (row.machine.funded == nil ? 0 : row.price.amount))
    #expect(view.sentences.count == 3)
    // A deal that is not over is somebody's turn, or the clock's.
    if !view.status.isOver { #expect(view.turn != nil) }
  }
}
