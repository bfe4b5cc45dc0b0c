package import Store
import Wire

/// Giving back what was paid.
extension LedgerPlan {
  /// Returns part or all of a payment to where it came from, the last leg first; all refunds of a
  /// payment together never exceed it.
  package mutating func refund(
    _ payment: TransferNumber, amount: Int64, key: RequestKey?, memo: [UInt8]? = nil
  ) throws(StoreError) -> LedgerOutcome {
    if let key, let earlier = try earlier(key) { return earlier }
    guard let paid = try record(payment), paid.kind.movesMoney,
      paid.kind == .capture || paid.rows.allSatisfy({ $0.ref == 0 })
    else { return .refused(.transferUnknown(payment.rawValue)) }
    guard (1...Money.largestAmount).contains(amount) else {
      return .refused(.amountOutOfRange(amount: amount, maximum: Money.largestAmount))
    }
    var legs: [PlannedLeg] = []
    var open = amount
    var remaining: Int64 = 0
    for row in paid.rows.reversed() {
      let left = row.amount - (try refunded(row.id))
      remaining += left
      let part = min(open, left)
      guard part > 0 else { continue }
      legs.append(PlannedLeg(refunding: row, amount: part))
      open -= part
    }
    guard open == 0 else {
      return .refused(.refundTooLarge(amount: amount, remaining: remaining))
    }
    return refund(legs, key: key, memo: memo)
  }

  private mutating func refund(
    _ legs: [PlannedLeg], key: RequestKey?, memo: [UInt8]?
  ) -> LedgerOutcome {
    do throws(LedgerRefusal) {
      let record = try append(.post, legs: legs, key: key, memo: memo)
      for leg in legs {
        refunds.append((row: RowID(rawValue: leg.ref), amount: leg.amount))
      }
      return .done(record)
    } catch {
      return .refused(error)
    }
  }

  /// How much of a transfer has not been refunded, in minor units; nil for an unknown transfer.
  package func remaining(of payment: TransferNumber) throws(StoreError) -> Int64? {
    guard let paid = try record(payment) else { return nil }
    var remaining: Int64 = 0
    for row in paid.rows {
      remaining += row.amount - (try refunded(row.id))
    }
    return remaining
  }

  /// A transfer in the file or in this plan.
  package func record(_ transfer: TransferNumber) throws(StoreError) -> TransferRecord? {
    guard transfer > base.transfer else { return try ledger.record(transfer) }
    let planned = rows.filter { $0.transfer == transfer }
    return planned.isEmpty ? nil : TransferRecord(rows: planned)
  }

  private func refunded(_ row: RowID) throws(StoreError) -> Int64 {
    let planned = refunds.reduce(0) { $0 + ($1.row == row ? $1.amount : 0) }
    return planned + (try ledger.refunded(row))
  }
}
