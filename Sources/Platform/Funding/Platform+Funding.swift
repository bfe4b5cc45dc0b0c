import Crypto
import Store
package import Wire

/// Money between a wallet and a bank: begun under the caller's key, taken through the provider's
/// steps, and where an answer is lost found out by asking, never by guessing.
extension Platform {
  /// The method of a top-up without a linked source.
  static let depositMethod = "deposit"
  /// How long a withdrawal keeps the money set aside: far longer than any provider is asked.
  static let withdrawHoldMilliseconds: Int64 = 30 * 86_400_000

  /// Moves money from a linked source, or the sandbox's deposit, into the caller's wallet.
  package func topUp(
    _ caller: Person, _ params: WalletTopUpMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, money: true, now: now) { plan in
      try requireWon(params.currency)
      var row: FundingRow
      if let record = try earlierMovement(caller, body) {
        return topUpResult(record, replayed: true)
      } else if let begun = try funding(person: caller.row, key: body.key) {
        guard begun.body == body.hash else { throw Refusal(RequestError.keyReused) }
        row = begun
        try resume(&row, now: now)
      } else {
        row = try beginTopUp(caller, params, body, now: now)
        try advance(&row, now: now)
      }
      let record = try finish(&row, &plan, now: now)
      return topUpResult(record, replayed: nil)
    }
  }

  private func topUpResult(
    _ record: TransferRecord, replayed: Bool?
  ) -> WalletTopUpMethod.Result {
    WalletTopUpMethod.Result(
      transfer: record.name,
      balance: record.balance(after: record.rows[0].credit)?.available ?? 0,
      replayed: replayed)
  }

  private func beginTopUp(
    _ caller: Person, _ params: WalletTopUpMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> FundingRow {
    let amount = Money(params.amount, params.currency)
    try checkAmount(amount)
    let limit = tiers.limits(caller.tier).balance
    let held = try ledger.read(account(of: caller))?.posted ?? 0
    let underWay = try pendingIn(caller)
    // Checked before the bank is asked: money that has left a card can not be turned away here.
    guard amount.amount <= limit, held + underWay + amount.amount <= limit else {
      throw Refusal(
        WalletError.balanceLimit, ["limit": .string(Money(limit, .krw).formatted)])
    }
    let source = try params.source.map { try self.source($0, of: caller) }
    let (profile, method) = try method(
      params.method ?? source?.view.kind.rawValue ?? Platform.depositMethod)
    guard method.kind == source?.view.kind else {
      throw Refusal(
        FundingError.methodUnavailable, ["method": .string(method.name.text(in: caller.lang))])
    }
    try checkLimits(profile, method, .in, amount.amount, of: caller, now: now)
    let row = try newFunding(
      caller, body, .in, (profile, method), token: source?.token ?? SandboxBank.deposit, amount,
      hold: nil, now: now)
    var begun = Plan()
    insert(row, &begun)
    try apply(begun)
    return row
  }

  /// Moves money from the caller's wallet to a linked bank account.
  package func withdraw(
    _ caller: Person, _ params: WalletWithdrawMethod.Params, _ body: RequestBody,
    proof: PINProof?, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, money: true, now: now) { plan in
      try requireWon(params.currency)
      var row: FundingRow
      if let record = try earlierMovement(caller, body) {
        return withdrawResult(record, replayed: true)
      } else if let begun = try funding(person: caller.row, key: body.key) {
        guard begun.body == body.hash else { throw Refusal(RequestError.keyReused) }
        row = begun
        try resume(&row, now: now)
      } else {
        row = try beginWithdrawal(caller, params, body, proof, now: now)
        try advance(&row, now: now)
      }
      let record = try finish(&row, &plan, now: now)
      return withdrawResult(record, replayed: nil)
    }
  }

  private func withdrawResult(
    _ record: TransferRecord, replayed: Bool?
  ) -> WalletWithdrawMethod.Result {
    WalletWithdrawMethod.Result(
      transfer: record.name,
      balance: record.balance(after: record.rows[0].debit)?.available ?? 0,
      replayed: replayed)
  }

  private func beginWithdrawal(
    _ caller: Person, _ params: WalletWithdrawMethod.Params, _ body: RequestBody,
    _ proof: PINProof?, now: Instant
  ) throws -> FundingRow {
    try require(.account, caller)
    let amount = Money(params.amount, params.currency)
    try checkAmount(amount)
    let source = try withdrawalSource(params.source, of: caller)
    let (profile, method) = try method(params.method ?? source.view.kind.rawValue)
    guard method.kind == source.view.kind else {
      throw Refusal(
        FundingError.methodUnavailable, ["method": .string(method.name.text(in: caller.lang))])
    }
    try checkLimits(profile, method, .out, amount.amount, of: caller, now: now)
    // Counted as held from now on: nothing else can spend it while the bank is asked.
    var money = ledger.plan(now: now)
    let from = try money.open(Platform.owner(caller.person), .user, amount.currency)
    let to = try money.open(Platform.bank, .external, amount.currency)
    let held = try money.hold(
      Leg(from: from, to: to, amount: amount), forMilliseconds: Platform.withdrawHoldMilliseconds,
      key: nil)
    guard let hold = held.record else {
      throw held.refusal.map { wire($0) } ?? Refusal(WalletError.insufficientFunds)
    }
    var begun = Plan()
    try authorize(
      PaymentFacts(kind: .withdraw, amount: amount.amount, payee: to), caller, body, proof, &begun,
      now: now)
    begun.ledger = money
    let row = try newFunding(
      caller, body, .out, (profile, method), token: source.token, amount, hold: hold.id, now: now)
    insert(row, &begun)
    try apply(begun)
    return row
  }

  /// The account that is named, or the only one.
  private func withdrawalSource(
    _ name: FundingSourceID?, of caller: Person
  ) throws -> LinkedSource {
    if let name { return try source(name, of: caller) }
    let accounts = try sources(of: caller).filter { $0.view.kind == .account }
    guard accounts.count == 1 else { throw Refusal(FundingError.sourceUnknown) }
    return accounts[0]
  }

  private func newFunding(
    _ caller: Person, _ body: RequestBody, _ direction: FundingDirection,
    _ way: (profile: FundingProfile, method: FundingProfile.Method), token: String,
    _ amount: Money, hold: TransferNumber?, now: Instant
  ) throws -> FundingRow {
    var rows = Plan()
    return FundingRow(
      id: try newRow("funding", &rows), moid: newName("x_"), person: caller.row, key: body.key,
      body: body.hash, direction: direction, provider: way.profile.id, method: way.method.id,
      token: token, amount: amount, at: now,
      state: way.profile.style == .stepwise ? .connecting : .paying, hold: hold, asked: 0)
  }

  // MARK: what is checked

  func requireWon(_ currency: Currency) throws {
    guard currency == .krw else {
      throw Refusal(WalletError.currencyUnknown, ["currency": .string(currency.rawValue)])
    }
  }

  private func checkAmount(_ amount: Money) throws {
    guard (1...Money.largestAmount).contains(amount.amount) else {
      throw wire(.amountOutOfRange(amount: amount.amount, maximum: Money.largestAmount))
    }
  }

  /// What banks were asked to bring into a wallet and have not answered.
  func pendingIn(_ person: Person) throws -> Int64 {
    try sql(
      "SELECT coalesce(sum(amount), 0) FROM funding"
        + " WHERE person = ? AND ask IS NOT NULL AND direction = 'in'"
    ).first(.integer(person.row)) { $0.integer(0) } ?? 0
  }

  /// The caller's wallet; row 0 where none was opened yet.
  private func account(of caller: Person) throws -> AccountID {
    try ledger.find(Platform.owner(caller.person), .user, .krw) ?? .none
  }

  /// The movement that the key made before it was kept together with its answer, or that was made
  /// when the provider was asked.
  private func earlierMovement(_ caller: Person, _ body: RequestBody) throws -> TransferRecord? {
    let key = RequestKey(
      principal: caller.keyScope, key: body.key, bodyHash: try Digest(body.hash))
    guard let earlier = try ledger.earlier(key) else { return nil }
    if let refusal = earlier.refusal { throw wire(refusal) }
    return earlier.record
  }
}
