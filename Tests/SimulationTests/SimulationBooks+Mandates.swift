import Wire

@testable import Platform

/// What people let shops charge.
extension SimulationBooks {
  struct Charge {
    let amount: Int64
    let period: Int64
    let created: Instant
    /// How often it failed.
    var tries: Int64 = 0
    var next: Instant?
    var isPaid = false
    var isDropped = false
  }

  struct Mandate {
    let name: MandateID
    let key: String
    let person: Int
    let shop: Int
    let terms: MandateTerms
    let expires: Instant
    var status = MandateView.Status.proposed
    var approved: SeoulDay?
    /// By key.
    var charges: [String: Charge] = [:]
    /// When something happens by itself.
    var next: Instant?

    var isInUse: Bool { status == .active }

    var owed: Int64 {
      charges.values.filter { !$0.isPaid && !$0.isDropped }.reduce(0) { $0 + $1.amount }
    }
  }

  /// Why a charge is refused, from the terms alone; nil where it may be made.
  func refusal(of amount: Int64, by mandate: Mandate, at now: Instant) -> String? {
    guard let approved = mandate.approved else { return "mandate.not_open" }
    let terms = mandate.terms
    let period = terms.period(of: SeoulDay(now), approved: approved)
    let counted = mandate.charges.values.filter { !$0.isDropped }
    let inPeriod = counted.filter { $0.period == period }
    if terms.usage == .recurring, !inPeriod.isEmpty { return "mandate.period_charged" }
    if amount > terms.maxPerCharge { return "mandate.cap_charge" }
    if inPeriod.reduce(amount, { $0 + $1.amount }) > terms.maxPerPeriod {
      return "mandate.cap_period"
    }
    if counted.reduce(amount, { $0 + $1.amount }) > terms.total { return "mandate.cap_total" }
    return nil
  }

  /// Ends a mandate; what it owes is forgotten.
  mutating func end(_ name: MandateID, _ status: MandateView.Status) {
    guard var mandate = mandates[name] else { preconditionFailure("the mandate is known") }
    mandate.status = status
    note("mandate \(status)")
    mandate.next = nil
    for key in mandate.charges.keys where mandate.charges[key]?.isPaid == false {
      mandate.charges[key]?.isDropped = true
    }
    mandates[name] = mandate
    waitingMandates.remove(name)
  }

  /// A charge that was made.
  mutating func move(_ amount: Int64, of person: Int, to shop: Int) {
    people[person].posted -= amount
    shops[shop] += amount
    movements += 1
  }
}
