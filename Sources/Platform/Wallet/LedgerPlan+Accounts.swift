package import Store
package import Wire

/// Opening accounts and setting how far one may go below zero.
extension LedgerPlan {
  /// The account of an owner, opened if it is not there yet; asking again answers the same one.
  package mutating func open(
    _ owner: AccountOwner, _ kind: AccountKind, _ currency: Currency
  ) throws(StoreError) -> AccountID {
    let name = Ledger.OwnerKey(owner: owner, kind: kind, currency: currency)
    if let planned = openedOwners[name] { return planned }
    if let known = try ledger.find(owner, kind, currency) { return known }
    let id = AccountID(rawValue: Int64(ledger.accountCount + opened.count + 1))
    openedOwners[name] = id
    opened.append(OpenedAccount(id: id, owner: owner, kind: kind, currency: currency))
    var account = Account(id: id, kind: kind, currency: currency)
    var row = administrative(.open, account, ref: kind.rawValue, amount: 0)
    row.principal = owner.name
    account.head = row.id
    _ = commit([row], touched: [account], key: nil, memo: nil)
    return id
  }

  /// Lets an external account go down to −`overdraft` minor units and no further; nobody else's
  /// account may be negative at all.
  package mutating func limit(_ id: AccountID, overdraft: Int64) -> LedgerOutcome {
    guard (0...Money.largestAmount).contains(overdraft) else {
      return .refused(.amountOutOfRange(amount: overdraft, maximum: Money.largestAmount))
    }
    guard var account = account(id) else { return .refused(.accountUnknown(id)) }
    guard account.kind == .external else { return .refused(.limitNotAllowed(id)) }
    var row = administrative(.limit, account, ref: 0, amount: overdraft)
    row.creditPosted = account.posted
    row.creditHeld = account.held
    row.creditPrevious = account.head
    account.least = -overdraft
    account.head = row.id
    return .done(commit([row], touched: [account], key: nil, memo: nil))
  }

  private func administrative(
    _ kind: LedgerKind, _ account: Account, ref: Int64, amount: Int64
  ) -> LedgerRow {
    LedgerRow(
      id: head.row.next, transfer: TransferNumber(rawValue: head.transfer.rawValue + 1), leg: 0,
      kind: kind, ref: ref, debit: .none, credit: account.id, amount: amount,
      currency: account.currency, at: at)
  }
}
