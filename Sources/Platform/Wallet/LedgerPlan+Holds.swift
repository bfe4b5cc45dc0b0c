package import Store
import Wire

/// Money set aside now and moved, or not, later.
extension LedgerPlan {
  /// The longest a hold may last: 400 days, longer than any card's authorisation.
  package static let maximumHoldMilliseconds: Int64 = 400 * 24 * 3600 * 1000

  /// Sets money aside for a receiver; it counts as held from now on.
  package mutating func hold(
    _ leg: Leg, forMilliseconds duration: Int64, key: RequestKey?, memo: [UInt8]? = nil
  ) throws(StoreError) -> LedgerOutcome {
    if let key, let earlier = try earlier(key) { return earlier }
    guard (1...Self.maximumHoldMilliseconds).contains(duration) else {
      return .refused(
        .holdTooLong(milliseconds: duration, maximum: Self.maximumHoldMilliseconds))
    }
    let expires = Instant(milliseconds: at.milliseconds + duration)
    var planned = PlannedLeg(leg)
    planned.ref = expires.milliseconds
    do throws(LedgerRefusal) {
      let record = try append(.hold, legs: [planned], key: key, memo: memo)
      openedHolds.append(
        OpenHold(
          row: record.rows[0].id, transfer: record.id, debit: leg.from, credit: leg.to,
          amount: leg.amount.amount, expires: expires))
      return .done(record)
    } catch {
      return .refused(error)
    }
  }

  /// Moves part or all of what is held; the rest is free again, and the hold has ended.
  package mutating func capture(
    _ transfer: TransferNumber, amount: Int64, key: RequestKey?
  ) throws(StoreError) -> LedgerOutcome {
    try end(transfer, .capture, key: key) { (hold, at) throws(LedgerRefusal) in
      guard at < hold.expires else { throw .holdExpired(transfer.rawValue) }
      guard amount <= hold.amount else {
        throw .captureTooLarge(amount: amount, held: hold.amount)
      }
      return amount
    }
  }

  /// Gives back what is held.
  package mutating func release(
    _ transfer: TransferNumber, key: RequestKey?
  ) throws(StoreError) -> LedgerOutcome {
    try end(transfer, .release, key: key) { (hold, _) throws(LedgerRefusal) in hold.amount }
  }

  /// Gives back what is held because its time is over; the clock of the plan decides.
  package mutating func expire(_ transfer: TransferNumber) throws(StoreError) -> LedgerOutcome {
    try end(transfer, .expire, key: nil) { (hold, at) throws(LedgerRefusal) in
      guard at >= hold.expires else { throw .holdNotDue(transfer.rawValue) }
      return hold.amount
    }
  }

  /// Ends a hold with the amount the rule answers, exactly once.
  private mutating func end(
    _ transfer: TransferNumber, _ kind: LedgerKind, key: RequestKey?,
    rule: (OpenHold, Instant) throws(LedgerRefusal) -> Int64
  ) throws(StoreError) -> LedgerOutcome {
    if let key, let earlier = try earlier(key) { return earlier }
    guard let hold = openHold(transfer) else {
      return .refused(
        try isHold(transfer)
          ? .holdEnded(transfer.rawValue) : .transferUnknown(transfer.rawValue))
    }
    do throws(LedgerRefusal) {
      let leg = PlannedLeg(ending: hold, amount: try rule(hold, at))
      let record = try append(kind, legs: [leg], key: key)
      endedHolds.append(hold)
      return .done(record)
    } catch {
      return .refused(error)
    }
  }

  private func openHold(_ transfer: TransferNumber) -> OpenHold? {
    let hold = openedHolds.first { $0.transfer == transfer } ?? ledger.openHold(transfer)
    return hold.flatMap { endedHolds.contains($0) ? nil : $0 }
  }

  private func isHold(_ transfer: TransferNumber) throws(StoreError) -> Bool {
    if transfer > base.transfer { return openedHolds.contains { $0.transfer == transfer } }
    return try ledger.record(transfer)?.kind == .hold
  }
}
