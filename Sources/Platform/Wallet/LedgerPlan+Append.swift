import Crypto
import Wire

/// A leg with everything its row will say.
struct PlannedLeg {
  let from: AccountID
  let to: AccountID
  let amount: Int64
  /// Nil where the payer's own is meant.
  let currency: Currency?
  var ref: Int64 = 0
  /// What leaves the payer's held amount.
  var freed: Int64 = 0

  init(_ leg: Leg) {
    from = leg.from
    to = leg.to
    amount = leg.amount.amount
    currency = leg.amount.currency
  }

  init(ending hold: OpenHold, amount: Int64) {
    from = hold.debit
    to = hold.credit
    self.amount = amount
    currency = nil
    ref = hold.row.rawValue
    freed = hold.amount
  }

  init(refunding row: LedgerRow, amount: Int64) {
    from = row.credit
    to = row.debit
    self.amount = amount
    currency = row.currency
    ref = row.id.rawValue
  }
}

/// The one place where rows are made: every rule about balances stands here.
extension LedgerPlan {
  /// Plans one transfer; on a refusal the plan is as before.
  mutating func append(
    _ kind: LedgerKind, legs: [PlannedLeg], key: RequestKey?, memo: [UInt8]? = nil,
    maximumBalance: Int64? = nil
  ) throws(LedgerRefusal) -> TransferRecord {
    var touched: [Account] = []
    touched.reserveCapacity(legs.count + 1)
    var record: [LedgerRow] = []
    record.reserveCapacity(legs.count)
    for (index, leg) in legs.enumerated() {
      guard let currency = leg.currency ?? account(leg.from)?.currency else {
        throw .accountUnknown(leg.from)
      }
      var row = makeRow(kind, leg, currency, index: index)
      try apply(leg, kind, to: &row, touched: &touched, maximumBalance: maximumBalance)
      record.append(row)
    }
    return commit(record, touched: touched, key: key, memo: memo)
  }

  private func makeRow(
    _ kind: LedgerKind, _ leg: PlannedLeg, _ currency: Currency, index: Int
  ) -> LedgerRow {
    LedgerRow(
      id: RowID(rawValue: head.row.rawValue + 1 + Int64(index)),
      transfer: TransferNumber(rawValue: head.transfer.rawValue + 1), leg: Int64(index), kind: kind,
      ref: leg.ref, debit: leg.from, credit: leg.to, amount: leg.amount,
      currency: currency, at: at)
  }

  private func apply(
    _ leg: PlannedLeg, _ kind: LedgerKind, to row: inout LedgerRow, touched: inout [Account],
    maximumBalance: Int64?
  ) throws(LedgerRefusal) {
    guard (1...Money.largestAmount).contains(leg.amount) else {
      throw .amountOutOfRange(amount: leg.amount, maximum: Money.largestAmount)
    }
    guard leg.from != leg.to else { throw .sameAccount(leg.from) }
    let payer = try index(of: leg.from, in: &touched)
    let payee = try index(of: leg.to, in: &touched)
    for place in [payer, payee] where touched[place].currency != row.currency {
      throw .currencyMismatch(account: touched[place].id)
    }
    var (from, to) = (touched[payer], touched[payee])
    let available = from.balance.available
    if kind == .hold { from.held += leg.amount }
    from.held -= leg.freed
    if kind.movesMoney {
      try Self.move(leg.amount, from: &from.posted, to: &to.posted)
      try checkBalance(to, maximumBalance)
    }
    // Giving money back to be spent never needs any.
    guard kind == .release || kind == .expire || from.isWithinLimit else {
      throw .insufficientFunds(account: leg.from, amount: leg.amount, available: available)
    }
    (row.debitPosted, row.debitHeld) = (from.posted, from.held)
    (row.creditPosted, row.creditHeld) = (to.posted, to.held)
    (row.debitPrevious, row.creditPrevious) = (from.head, to.head)
    from.head = row.id
    to.head = row.id
    (touched[payer], touched[payee]) = (from, to)
  }

  private static func move(
    _ amount: Int64, from: inout Int64, to: inout Int64
  ) throws(LedgerRefusal) {
    let (less, underflows) = from.subtractingReportingOverflow(amount)
    let (more, overflows) = to.addingReportingOverflow(amount)
    guard !underflows, !overflows else {
      throw .amountOutOfRange(amount: amount, maximum: Money.largestAmount)
    }
    from = less
    to = more
  }

  private func checkBalance(
    _ account: Account, _ maximum: Int64?
  ) throws(LedgerRefusal) {
    guard let maximum, account.kind == .user, account.posted > maximum else { return }
    throw .balanceLimit(account: account.id, balance: account.posted, maximum: maximum)
  }

  /// Legs are at most 64, so a linear search is the quickest.
  private func index(
    of id: AccountID, in touched: inout [Account]
  ) throws(LedgerRefusal) -> Int {
    if let index = touched.firstIndex(where: { $0.id == id }) { return index }
    guard let account = account(id) else { throw .accountUnknown(id) }
    touched.append(account)
    return touched.count - 1
  }

  /// Everything is checked: adds the transfer to the plan.
  mutating func commit(
    _ planned: [LedgerRow], touched: [Account], key: RequestKey?, memo: [UInt8]?
  ) -> TransferRecord {
    precondition(!planned.isEmpty, "a transfer has a row")
    var record = planned
    if let key {
      record[0].principal = key.principal
      record[0].key = key.key
      record[0].bodyHash = key.bodyHash
      keys.append((key: key, row: record[0].id))
    }
    if let memo {
      record[0].memoHash = Blake2b.hash(memo)
      memos.append((transfer: record[0].transfer, bytes: memo))
    }
    let hash = LedgerRow.chain(head.hash, record, buffer: &ledger.buffer)
    record[record.count - 1].hash = hash
    accounts.set(touched)
    head.row = record[record.count - 1].id
    head.transfer = record[0].transfer
    head.hash = hash
    if rows.isEmpty { rows = record } else { rows.append(contentsOf: record) }
    return TransferRecord(rows: record)
  }
}
