import Store
import Wire

/// The rules of a row that touches balances, written down a second time so that a fault in planning
/// is not repeated here.
extension LedgerAudit {
  mutating func limit(_ row: LedgerRow) -> String? {
    guard let index = index(row.credit), row.debit == .none else { return "an unknown account" }
    let before = accounts[index].account
    guard before.kind == .external else { return "an account that has no such limit" }
    guard row.creditPosted == before.posted, row.creditHeld == before.held,
      row.creditPrevious == before.head
    else { return "balances differ from the rows before" }
    accounts[index].account.least = -row.amount
    accounts[index].account.head = row.id
    return nil
  }

  mutating func move(_ row: LedgerRow) throws(StoreError) -> String? {
    guard let debit = index(row.debit), let credit = index(row.credit), debit != credit else {
      return "an unknown account, or twice the same"
    }
    var from = accounts[debit].account
    var to = accounts[credit].account
    guard from.currency == row.currency, to.currency == row.currency, row.amount > 0 else {
      return "the currency or the amount is wrong"
    }
    if let reason = try checkReference(row) { return reason }
    let links = (row.debitPrevious, row.creditPrevious)
    guard links == (from.head, to.head) else { return "the chain of the account is broken" }
    from.held += heldChange(row)
    if row.kind.movesMoney {
      from.posted -= row.amount
      to.posted += row.amount
      report.postings += 2
    }
    guard row.debitPosted == from.posted, row.debitHeld == from.held,
      row.creditPosted == to.posted, row.creditHeld == to.held
    else { return "balances differ from the rows before" }
    let isBound = row.kind == .post || row.kind == .hold || row.kind == .capture
    guard !isBound || from.isWithinLimit, from.held >= 0 else { return "below the limit" }
    from.head = row.id
    to.head = row.id
    accounts[debit].account = from
    accounts[credit].account = to
    if row.kind == .hold { holds[row.id] = row }
    if let ended = endedHold(row) { holds[ended] = nil }
    return nil
  }

  private func endedHold(_ row: LedgerRow) -> RowID? {
    switch row.kind {
    case .capture, .release, .expire: RowID(rawValue: row.ref)
    case .post, .hold, .open, .limit: nil
    }
  }

  private func heldChange(_ row: LedgerRow) -> Int64 {
    if row.kind == .hold { return row.amount }
    return endedHold(row).flatMap { holds[$0] }.map { -$0.amount } ?? 0
  }

  private mutating func checkReference(_ row: LedgerRow) throws(StoreError) -> String? {
    switch row.kind {
    case .open, .limit: return nil
    case .hold: return row.ref > row.at.milliseconds ? nil : "the hold had ended before it began"
    case .post: return row.ref == 0 ? nil : try checkRefund(row)
    case .capture, .release, .expire: break
    }
    guard let hold = holds[RowID(rawValue: row.ref)] else { return "the hold is not open" }
    guard hold.debit == row.debit, hold.credit == row.credit, row.amount <= hold.amount else {
      return "it does not fit its hold"
    }
    let isOver = row.at.milliseconds >= hold.ref
    switch row.kind {
    case .capture: return isOver ? "the hold was over" : nil
    case .expire: return isOver && row.amount == hold.amount ? nil : "the hold was not over"
    default: return row.amount == hold.amount ? nil : "part of the hold is missing"
    }
  }

  private mutating func checkRefund(_ row: LedgerRow) throws(StoreError) -> String? {
    let id = RowID(rawValue: row.ref)
    guard id < row.id, let paid = try table.row(id), paid.kind.movesMoney else {
      return "the refunded payment is missing"
    }
    guard paid.debit == row.credit, paid.credit == row.debit else {
      return "the refund goes elsewhere"
    }
    refunds[id, default: 0] += row.amount
    return refunds[id, default: 0] <= paid.amount ? nil : "more is refunded than was paid"
  }

  func index(_ id: AccountID) -> Int? {
    let index = Int(id.rawValue) - 1
    return accounts.indices.contains(index) ? index : nil
  }

  /// A snapshot is exact as of its `head`.
  mutating func checkSnapshots(of row: LedgerRow) {
    for id in [row.debit, row.credit] {
      guard let index = index(id), accounts[index].snapshot.head == row.id else { continue }
      if accounts[index].snapshot != accounts[index].account {
        fail(.account(id), "the snapshot differs from row \(row.id.rawValue)")
      }
    }
  }
}
