import Crypto
import Store
package import Wire

/// The wallet of a person, on top of the ledger.
extension Platform {
  /// Characters of a memo.
  static let memoLimit = 100
  /// What a memo of before was bound to.
  static let memoDomain = Array("ledger_memo".utf8)

  static func owner(_ person: PersonID) -> AccountOwner { AccountOwner("person:\(person.text)") }
  static func owner(_ merchant: MerchantID) -> AccountOwner {
    AccountOwner("merchant:\(merchant.text)")
  }
  /// The world outside that the sandbox bank stands for.
  static let bank = AccountOwner("bank:sandbox")

  /// What a person can spend.
  func available(_ person: Person, _ currency: Currency) throws -> Int64 {
    let account =
      currency == .krw
      ? try wallet(of: person) : try ledger.find(Platform.owner(person.person), .user, currency)
    return account.flatMap { ledger.read($0)?.available } ?? 0
  }

  /// The account that somebody has in won; nil before anything came in.
  func wallet(of person: Person) throws -> AccountID? {
    if let known = people[walletOf: person.row] { return known }
    let found = try ledger.find(Platform.owner(person.person), .user, .krw)
    people[walletOf: person.row] = found
    return found
  }

  /// What the caller's wallet holds and may do.
  package func walletBalance(_ caller: Person) throws -> WalletBalanceMethod.Result {
    let account = try wallet(of: caller)
    let balance = account.flatMap { ledger.read($0) }
    let limits = tiers.limits(caller.tier)
    let pending = try pendingIn(caller)
    return WalletBalanceMethod.Result(
      posted: balance?.posted ?? 0, held: balance?.held ?? 0, available: balance?.available ?? 0,
      currency: .krw, paymentLimit: limits.payment, balanceLimit: limits.balance,
      pending: pending == 0 ? nil : pending, quickPay: try quickPay(caller))
  }

  /// Sends money to another person.
  package func transfer(
    _ caller: Person, _ params: WalletTransferMethod.Params, _ body: RequestBody,
    proof: PINProof? = nil, now: Instant
  ) throws -> Outcome<JSON> {
    try requireWon(params.currency)
    if let memo = params.memo, memo.count > Platform.memoLimit {
      throw Refusal(
        RequestError.invalid,
        ["pointer": "/memo", "reason": .string("has more than \(Platform.memoLimit) characters")])
    }
    var plan = ledger.plan(now: now)
    guard let payee = try principal(params.to) else {
      return try once(caller.keyScope, body, money: true, now: now) {
        (_: inout Plan) throws -> WalletTransferMethod.Result in
        throw Refusal(WalletError.payeeUnknown, ["to": .string(params.to.text)])
      }
    }
    let from =
      try wallet(of: caller) ?? plan.open(Platform.owner(caller.person), .user, .krw)
    let to = try wallet(of: payee) ?? plan.open(Platform.owner(payee.person), .user, .krw)
    let limits = TransferLimits(
      maximumPayment: tiers.limits(caller.tier).payment,
      maximumBalance: tiers.limits(payee.tier).balance)
    var personal = Plan()
    let memo = try params.memo.map { try seal(memo: $0, of: caller, &personal) }
    let request = TransferRequest(
      legs: [Leg(from: from, to: to, amount: Money(params.amount, params.currency))],
      key: try requestKey(caller, body), memo: memo, limits: limits)
    let facts = PaymentFacts(kind: .transfer, amount: params.amount, payee: to)
    let decide = { (writes: inout Plan) throws in
      try self.authorize(facts, caller, body, proof, &writes, now: now)
    }
    let outcome = try move(request, &plan, decide) { record, replayed in
      WalletTransferMethod.Result(
        transfer: record.name, balance: record.balance(after: from)?.available ?? 0,
        replayed: replayed ? true : nil
      ).directJSON
    }
    // The writer's key, where this note is the first thing sealed with it.
    if !personal.writes.isEmpty, case .success = outcome.result { try apply(personal) }
    return outcome
  }

  private func seal(memo: String, of writer: Person, _ plan: inout Plan) throws -> [UInt8] {
    let key = try personKey(writer.row, &plan)
    let sealed = key.seal(
      Array(memo.utf8), associatedData: SealedMemo.place(writer.row), random: &random)
    return SealedMemo.pack(sealed, of: writer.row)
  }

  private func requestKey(_ caller: Person, _ body: RequestBody) throws -> RequestKey {
    RequestKey(principal: caller.keyScope, key: body.key, bodyHash: try Digest(body.hash))
  }

  /// Plans and applies one keyed transfer; a final refusal sticks to its key.
  private func move(
    _ request: TransferRequest, _ plan: inout LedgerPlan,
    _ decide: (inout Plan) throws -> Void,
    answer: (_ record: TransferRecord, _ replayed: Bool) -> JSON
  ) throws -> Outcome<JSON> {
    let outcome = try plan.transfer(request)
    if let key = request.key, outcome.isNew, let stored = try storedElsewhere(key) {
      return stored
    }
    switch outcome {
    case .done(let record):
      var writes = Plan()
      do { try decide(&writes) } catch let refusal as Refusal { return Outcome(refused: refusal) }
      if !writes.writes.isEmpty { try apply(writes) }
      try ledger.apply(plan)
      return Outcome(answer(record, false))
    case .replayed(let record): return Outcome(answer(record, true))
    case .refusedBefore(let refusal): return Outcome(refused: wire(refusal))
    case .refused(let refusal):
      let told = wire(refusal)
      if let key = request.key, told.code.errorClass == .final, refusal != .keyReused {
        var sticky = ledger.plan(now: plan.at)
        sticky.remember(refusal, for: key)
        try ledger.apply(sticky)
      }
      return Outcome(refused: told)
    }
  }

  /// What a key led to that the ledger does not know: a request of another kind, or a payment to
  /// nobody.
  private func storedElsewhere(_ key: RequestKey) throws -> Outcome<JSON>? {
    let mayBe = try requestKeys.mayHave(key) { limit throws(StoreError) in
      try sql("SELECT key FROM request WHERE principal = ? LIMIT ?")
        .rows(.text(key.principal), .integer(Int64(limit))) { $0.text(0) }
    }
    guard mayBe else { return nil }
    let isStored = try sql("SELECT 1 FROM request WHERE principal = ? AND key = ?")
      .first(.text(key.principal), .text(key.key)) { _ in true }
    guard isStored != nil else { return nil }
    do {
      return try replay(key.principal, RequestBody(key: key.key, hash: key.bodyHash.bytes))
        .map { Outcome($0) }
    } catch let refusal as Refusal {
      return Outcome(refused: refusal)
    }
  }

  /// The movement that a key of the caller made.
  package func lookup(
    _ caller: Person, _ params: WalletLookupMethod.Params
  ) throws -> WalletLookupMethod.Result {
    let outcome = try ledger.lookup(principal: caller.keyScope, key: params.key)
    if outcome == nil, let row = try funding(person: caller.row, key: params.key) {
      throw try refusal(of: row)
    }
    if let refusal = outcome?.refusal { throw wire(refusal) }
    guard let record = outcome?.record else { throw Refusal(WalletError.notFound) }
    let own = try ledger.find(Platform.owner(caller.person), .user, .krw)
    let left = record.rows.contains { $0.debit == own }
    let bill = try sql("SELECT public FROM bill WHERE transfer = ?")
      .first(.integer(record.id.rawValue)) { BillID($0.text(0)) }
    return WalletLookupMethod.Result(
      transfer: record.name, amount: left ? -record.amount : record.amount, at: record.at,
      bill: bill)
  }

  /// A ledger's refusal as the world hears it, with amounts as people read them.
  func wire(_ refusal: LedgerRefusal) -> Refusal {
    func won(_ amount: Int64) -> JSON { .string(Money(amount, .krw).formatted) }
    switch refusal {
    case .paymentLimit(_, let maximum): return Refusal(WalletError.limit, ["limit": won(maximum)])
    case .balanceLimit(_, _, let maximum):
      return Refusal(WalletError.balanceLimit, ["limit": won(maximum)])
    case .refundTooLarge(_, let remaining):
      return Refusal(BillError.refundExceeds, ["remaining": won(remaining)])
    default: return refusal.refusal
    }
  }

  /// Where the history of the caller's account begins, for the reader on the second connection.
  package func historyStart(_ caller: Person) throws -> HistoryStart? {
    try wallet(of: caller).map {
      HistoryStart(account: $0, head: ledger.historyHead($0))
    }
  }
}

/// Which account's history to read, from which row on.
package struct HistoryStart: Sendable {
  let account: AccountID
  let head: RowID
}

extension TransferRecord {
  /// The transfer's public name.
  var name: TransferID { id.wire }
}
