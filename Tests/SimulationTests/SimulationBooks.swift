import Wire

@testable import Platform

/// The other opinion: what everybody must have, kept in plain arrays.
struct SimulationBooks {
  struct Purse: Equatable {
    var posted: Int64 = 0
    var held: Int64 = 0

    var available: Int64 { posted - held }
  }

  struct Hold {
    let from: Int
    let to: Int
    let amount: Int64
    let expires: Instant
  }

  var people: [Purse] = []
  /// What shops have, by number.
  var shops: [Int64] = []
  /// What the platform earned.
  var fees: Int64 = 0
  var settled: [(fees: Int64, payouts: Int64)] = []
  var bills: [BillID: Bill] = [:]
  /// Bills, oldest first.
  var order: [BillID] = []
  var owed: [OwedRefund] = []
  /// Keys of owed refunds that a settlement gave back.
  var done: Set<String> = []
  /// Bills whose money is set aside.
  var heldBills: [BillID: HeldBill] = [:]
  var mandates: [MandateID: Mandate] = [:]
  /// Mandates about which something may happen by itself.
  var waitingMandates: Set<MandateID> = []
  /// Safe trades that are not over.
  var deals: [DealID: Deal] = [:]
  /// What the escrow providers kept.
  var dealFees: Int64 = 0
  private(set) var holds: [TransferNumber: Hold] = [:]
  /// What things came to, and how often: a run in which nothing goes wrong proves little.
  private(set) var outcomes: [String: Int] = [:]
  /// Transfers, holds and ends of holds that were acknowledged.
  var movements: Int64 = 0

  mutating func open(people count: Int, shops shopCount: Int) {
    shops = Array(repeating: 0, count: shopCount)
    settled = Array(repeating: (0, 0), count: shopCount)
    people = Array(repeating: Purse(), count: count)
  }

  mutating func note(_ outcome: String) { outcomes[outcome, default: 0] += 1 }

  mutating func topUp(_ person: Int, _ amount: Int64) {
    people[person].posted += amount
    movements += 1
  }

  mutating func move(_ amount: Int64, from: Int, to: Int) {
    people[from].posted -= amount
    people[to].posted += amount
    movements += 1
  }

  mutating func hold(_ transfer: TransferNumber, _ hold: Hold) {
    people[hold.from].held += hold.amount
    holds[transfer] = hold
    movements += 1
  }

  /// Ends a hold, moving some of it.
  mutating func end(_ transfer: TransferNumber, moving amount: Int64) {
    guard let hold = holds.removeValue(forKey: transfer) else {
      preconditionFailure("the hold is open")
    }
    people[hold.from].held -= hold.amount
    people[hold.from].posted -= amount
    people[hold.to].posted += amount
    movements += 1
  }

  /// Ends every hold whose time is over, the longest overdue first.
  mutating func expireHolds(at now: Instant) -> [TransferNumber] {
    let due = holds.filter { $0.value.expires <= now }
      .sorted { ($0.value.expires, $0.key.rawValue) < ($1.value.expires, $1.key.rawValue) }
      .map(\.key)
    for transfer in due {
      end(transfer, moving: 0)
      note("hold expired")
    }
    return due
  }
}
