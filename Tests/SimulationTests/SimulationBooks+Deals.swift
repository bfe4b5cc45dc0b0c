import Wire

@testable import Platform

/// Safe trades, from what people did and what their screens promised.
extension SimulationBooks {
  /// What was decided about the money of a deal.
  enum Decision: Equatable {
    /// The seller is paid; a part may go back.
    case sale(buyer: Int64)
    case refund
  }

  struct Deal {
    let name: DealID
    let buyer: Int
    let seller: Int
    let amount: Int64
    let provider: String
    /// The deal as its screen showed it last.
    var seen: DealView
    var decision: Decision?
    /// When it was paid; nil before.
    var funded: Instant?
    /// Neither of its people looks at it any more: the clock has to end it.
    var isForgotten = false

    /// What lies in its account.
    var escrow: Int64 { funded == nil ? 0 : amount }
  }

  mutating func fund(_ name: DealID, at now: Instant) {
    guard let deal = deals[name] else { preconditionFailure("the deal is known") }
    deals[name]?.funded = now
    people[deal.buyer].posted -= deal.amount
    movements += 1
  }

  /// A deal is over: everything that was paid in went where it was decided.
  mutating func close(_ name: DealID, feeBasisPoints: Int64) throws {
    guard let deal = deals.removeValue(forKey: name) else {
      preconditionFailure("the deal is known")
    }
    let expected: DealView.Purse
    switch (deal.funded, deal.decision) {
    case (nil, nil): expected = DealView.Purse()
    case (.some, .refund): expected = DealView.Purse(buyer: deal.amount)
    case (.some, .sale(let buyer)):
      let fee = (deal.amount - buyer) * feeBasisPoints / 10_000
      expected = DealView.Purse(seller: deal.amount - buyer - fee, buyer: buyer, fee: fee)
    default: throw SimulationFault("\(name) is over and nothing was decided: \(deal.seen)")
    }
    guard deal.seen.purse == expected else {
      throw SimulationFault("\(name): \(deal.seen.purse) instead of \(expected)")
    }
    if case .sale(1...) = deal.decision { note("deal split") }
    note("deal \(deal.seen.status)")
    people[deal.seller].posted += expected.seller
    people[deal.buyer].posted += expected.buyer
    dealFees += expected.fee
    if deal.funded != nil { movements += 1 }
  }
}
