import Crypto
import Store
import Wire

@testable import Platform

/// People and a clock; every action is done on the real platform and on the books.
final class Simulation {
  /// Something that happens to somebody; it throws where the platform did other than the books say.
  struct Action: Sendable {
    let name: String
    /// How often, beside the others.
    let weight: Int
    let run: @Sendable (Simulation) throws -> Void
  }

  /// Everything that happens; a new part of the wallet adds a line.
  static let actions: [Action] = [
    Action(name: "top up", weight: 12) { try $0.topUp() },
    Action(name: "send", weight: 30) { try $0.send() },
    Action(name: "send too much", weight: 4) { try $0.sendTooMuch() },
    Action(name: "hold", weight: 8) { try $0.hold() },
    Action(name: "end a hold", weight: 6) { try $0.endHold() },
    Action(name: "batch", weight: 4) { try $0.batch() },
    Action(name: "order", weight: 16) { try $0.order() },
    Action(name: "deliver", weight: 6) { try $0.deliver() },
    Action(name: "refund", weight: 8) { try $0.refund() },
    Action(name: "ask again for a refund", weight: 3) { try $0.askAgainForRefund() },
    Action(name: "hold a bill", weight: 5) { try $0.holdBill() },
    Action(name: "end a held bill", weight: 4) { try $0.endHeldBill() },
    Action(name: "ask for a mandate", weight: 3) { try $0.proposeMandate() },
    Action(name: "charge", weight: 6) { try $0.charge() },
    Action(name: "pay what is owed", weight: 1) { try $0.payOwed() },
    Action(name: "revoke", weight: 1) { try $0.revoke() },
    Action(name: "open a deal", weight: 5) { try $0.openDeal() },
    Action(name: "step of a deal", weight: 10) { try $0.stepDeal() },
    Action(name: "track a parcel", weight: 5) { try $0.trackParcel() },
    Action(name: "say it arrived", weight: 1) { try $0.sayDelivered() },
    Action(name: "decide a dispute", weight: 2) { try $0.resolveDeal() },
    Action(name: "provider fault", weight: 2) { try $0.failProvider() },
    Action(name: "reconcile", weight: 1) { try $0.reconcile() },
    Action(name: "repeat", weight: 8) { try $0.repeatRequest() },
    Action(name: "reuse a key", weight: 4) { try $0.reuseKey() },
    Action(name: "disk fault", weight: 3) { try $0.failDisk() },
    Action(name: "restart", weight: 1) { try $0.world.restart() },
    Action(name: "set the clock back", weight: 1) { try $0.setClockBack() },
  ]

  /// A request that was made, and how to make it again.
  struct Done {
    let again: () throws -> JSON
    let other: () throws -> JSON
    let answer: JSON
  }

  let world: SimulationWorld
  var random: SeededRandom
  var books = SimulationBooks()
  /// The last requests, to be repeated.
  var done: [Done] = []
  static let rememberedRequests = 300
  /// Holds that are open.
  var holds: [TransferNumber] = []
  /// Refunds that were refused for the moment, newest last.
  var refusedRefunds: [BillRefundMethod.Params] = []
  /// Payments that a provider was made to refuse and that nobody has seen refused yet.
  var armedRefusals = 0
  /// What people were told of since it was read last.
  private var heardBills: Set<BillID> = []
  private var heardDeals: Set<DealID> = []
  private(set) var tally: [String: Int] = [:]
  private(set) var day = 0
  private(set) var lastAction = "nothing"
  private let days: Int
  private let actionsPerDay: Int
  /// After how many days everything that is open is read, changed or not.
  private let daysBetweenChecks: Int
  /// Rows that a settlement reads in one group: few, so that a day takes several.
  private static let settlementRows: Int64 = 40
  private static let millisecondsPerDay: Int64 = 86_400_000

  init(
    seed: UInt64, people: Int, days: Int, actionsPerDay: Int, daysBetweenChecks: Int
  ) throws {
    random = SeededRandom(seed: seed)
    self.days = days
    self.actionsPerDay = actionsPerDay
    self.daysBetweenChecks = daysBetweenChecks
    world = try SimulationWorld(
      people: people, traders: Self.traderCount, settlementRows: Self.settlementRows)
    books.open(people: people, shops: Self.shopCount)
    for shop in 0..<Self.shopCount {
      try world.publish(app: Self.app(shop), merchant: Self.merchant(shop))
    }
  }

  func run() throws {
    let total = Self.actions.reduce(0) { $0 + $1.weight }
    let start = world.now
    for day in 0..<days {
      self.day = day
      for index in 0..<actionsPerDay {
        let passed = Int64(index) * Self.millisecondsPerDay / Int64(actionsPerDay)
        let planned = Int64(day) * Self.millisecondsPerDay + passed
        world.now = max(world.now, start.adding(milliseconds: planned))
        try settleDue()
        var drawn = pick(total)
        let action = Self.actions.first { action in
          drawn -= action.weight
          return drawn < 0
        }
        guard let action else { preconditionFailure("the weights sum to the total") }
        lastAction = action.name
        try action.run(self)
        tally[action.name, default: 0] += 1
      }
      if day % daysBetweenChecks == daysBetweenChecks - 1 { try compareAll() }
    }
    lastAction = "the end"
    try endDeals()
    try compareAll()
  }

  /// A number below a count.
  func pick(_ count: Int) -> Int {
    precondition(count > 0, "something is picked from something")
    let bytes = random.bytes(4)
    let number = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Int(number % UInt64(count))
  }

  /// What falls due by the clock, in the platform and in the books.
  func settleDue() throws {
    var rounds = 0
    while let due = try world.platform.nextDue(), due <= world.now {
      hear(try world.group { try $0.runDue(now: self.world.now) }.notices)
      rounds += 1
      guard rounds < 1_000 else { throw SimulationFault("something stays due for ever") }
      // Now and then it dies between two groups.
      if pick(300) == 0 { try world.restart() }
    }
    if rounds > 0 {
      try readBills(heardBills.sorted { $0.text < $1.text })
      try readMandates(books.waitingMandates.sorted { $0.text < $1.text })
      try readSettlements()
      for deal in heardDeals.sorted(by: { $0.text < $1.text }) { try readDeal(deal, by: nil) }
      heardBills = []
      heardDeals = []
      try compareShops()
    }
    let expired = books.expireHolds(at: world.now)
    for transfer in expired {
      holds.removeAll { $0 == transfer }
      // Whoever sweeps first ends it; the second time it has ended.
      try world.ledger { (plan) throws(StoreError) in try plan.expire(transfer) }
    }
  }

  private func hear(_ notices: [Notice]) {
    for notice in notices {
      switch notice.method {
      case ServerNotification.billChanged:
        if let bill = notice.params["bill"]?["bill"]?.string { heardBills.insert(BillID(bill)) }
      case ServerNotification.dealChanged:
        if let deal = notice.params["deal"]?.string { heardDeals.insert(DealID(deal)) }
      default: break
      }
    }
  }

  /// Every balance is what the books say, and nothing has changed that nobody was told of.
  func compareAll() throws {
    for name in books.unsettled {
      guard let row = try world.platform.bill(name) else {
        throw SimulationFault("\(name) is lost")
      }
      guard row.refunded == books.bills[name]?.refunded ?? 0,
        (row.status == .held) == (books.heldBills[name] != nil)
      else { throw SimulationFault("nobody was told that \(name) is \(row.status)") }
    }
    for name in books.deals.keys.sorted(by: { $0.text < $1.text }) {
      let status = try view(name, nil).status
      guard status == books.deals[name]?.seen.status else {
        throw SimulationFault("nobody was told that \(name) is \(status)")
      }
      try readDeal(name, by: nil)
    }
    try readMandates(books.waitingMandates.sorted { $0.text < $1.text })
    for index in books.people.indices {
      let (found, expected) = (try world.posted(person: index), books.people[index])
      guard found == expected else {
        throw SimulationFault("person \(index) has \(found), not \(expected)")
      }
    }
    try compareShops()
    try compareSum()
  }

  func compare(person index: Int) throws {
    let found = try world.balance(index)
    let expected = books.people[index]
    guard found.posted == expected.posted, found.held == expected.held else {
      throw SimulationFault("person \(index) has \(found), not \(expected)")
    }
  }

  /// The report from the log alone, on a connection of its own.
  func audit() throws -> AuditReport { try world.audit() }
}

/// Where platform and books disagree.
struct SimulationFault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
