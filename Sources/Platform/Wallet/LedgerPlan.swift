import Crypto
package import Store
package import Wire

/// Requests decided but not yet written: what they would change, on top of the ledger's memory.
///
/// Planning writes nothing. A plan is applied before the next one is made, or dropped.
package struct LedgerPlan {
  struct OpenedAccount {
    let id: AccountID
    let owner: AccountOwner
    let kind: AccountKind
    let currency: Currency
  }

  struct RememberedRefusal {
    let number: Int64
    let key: RequestKey
    let refusal: LedgerRefusal
  }

  let ledger: Ledger
  /// The instant of every row: now, or the last row's instant when the clock was set back.
  package let at: Instant
  /// Where the log ended when the plan was begun; it must still end there when it is applied.
  let base: LedgerHead

  var head: LedgerHead
  var rows: [LedgerRow] = []
  var accounts = AccountOverlay()
  var opened: [OpenedAccount] = []
  var openedOwners: [Ledger.OwnerKey: AccountID] = [:]
  var keys: [(key: RequestKey, row: RowID)] = []
  var memos: [(transfer: TransferNumber, bytes: [UInt8])] = []
  var openedHolds: [OpenHold] = []
  var endedHolds: [OpenHold] = []
  var refunds: [(row: RowID, amount: Int64)] = []
  var refusals: [RememberedRefusal] = []

  init(_ ledger: Ledger, now: Instant) {
    self.ledger = ledger
    base = ledger.head
    head = ledger.head
    at = max(now, head.at)
    head.at = at
  }

  /// Whether applying it would write nothing.
  package var isEmpty: Bool {
    rows.isEmpty && refusals.isEmpty
  }

  /// The balance after what is planned so far, or nil for an unknown account.
  package func read(_ account: AccountID) -> Balance? {
    self.account(account)?.balance
  }

  /// What was answered under this key before, in the file or in this plan; nil for a new key.
  package func earlier(_ key: RequestKey) throws(StoreError) -> LedgerOutcome? {
    if let planned = keys.first(where: { $0.key.hasSameName(as: key) }) {
      guard planned.key.bodyHash == key.bodyHash else { return .refused(.keyReused) }
      let first = rows.filter { $0.id >= planned.row }
      return .replayed(
        TransferRecord(rows: first.filter { $0.transfer == first[0].transfer }))
    }
    if let refused = refusals.first(where: { $0.key.hasSameName(as: key) }) {
      return refused.key.bodyHash == key.bodyHash
        ? .refusedBefore(refused.refusal) : .refused(.keyReused)
    }
    return try ledger.earlier(key)
  }

  /// Makes a refusal stick: the same key gets it again, also after a restart.
  package mutating func remember(_ refusal: LedgerRefusal, for key: RequestKey) {
    let number = ledger.lastRefusal + Int64(refusals.count) + 1
    refusals.append(RememberedRefusal(number: number, key: key, refusal: refusal))
  }

  /// Moves money; what happened under the same key before is answered again.
  package mutating func transfer(_ request: TransferRequest) throws(StoreError) -> LedgerOutcome {
    if let key = request.key, let earlier = try earlier(key) { return earlier }
    do throws(LedgerRefusal) {
      try check(request)
      return .done(
        try append(
          .post, legs: request.legs.map { PlannedLeg($0) }, key: request.key, memo: request.memo,
          maximumBalance: request.limits.maximumBalance))
    } catch {
      return .refused(error)
    }
  }

  private func check(_ request: TransferRequest) throws(LedgerRefusal) {
    guard (1...TransferRequest.maximumLegs).contains(request.legs.count) else {
      throw .legsOutOfRange(
        count: Int64(request.legs.count), maximum: Int64(TransferRequest.maximumLegs))
    }
    guard let maximum = request.limits.maximumPayment else { return }
    var total: Int64 = 0
    for leg in request.legs {
      // Legs are at most 64 times 10^12, so a sum that overflows is over any limit.
      let (sum, overflows) = total.addingReportingOverflow(leg.amount.amount)
      guard !overflows, sum <= maximum else {
        throw .paymentLimit(amount: overflows ? .max : sum, maximum: maximum)
      }
      total = sum
    }
  }

  func account(_ id: AccountID) -> Account? {
    accounts[id] ?? ledger.account(id)
  }
}
