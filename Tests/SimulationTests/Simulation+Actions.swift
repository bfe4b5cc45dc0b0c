import Crypto
import Store
import Wire

@testable import Platform

/// What people do.
extension Simulation {
  /// The most a person may hold, and pay at once.
  private func limits(_ person: Int) -> TierRules.Limits {
    TierRules.standard.limits(world.people[person].tier)
  }

  private func somebody() -> Int { pick(books.people.count) }

  private func other(than person: Int) -> Int {
    let chosen = pick(books.people.count - 1)
    return chosen >= person ? chosen + 1 : chosen
  }

  private func remember(_ request: Done) {
    done.append(request)
    if done.count > Self.rememberedRequests { done.remove(at: pick(done.count)) }
  }

  func topUp() throws { try topUp(somebody(), Int64(pick(90_000) + 1_000)) }

  func topUp(_ person: Int, _ amount: Int64) throws {
    let caller = world.people[person]
    let key = world.newKey()
    func ask(_ amount: Int64) throws -> JSON {
      let params = WalletTopUpMethod.Params(key: key, amount: amount, currency: .krw)
      let body = world.body(WalletTopUpMethod.name, params)
      return try world.run { try $0.topUp(caller, params, body, now: world.now) }
    }
    if books.people[person].posted + amount > limits(person).balance {
      return try expect(WalletError.balanceLimit) { _ = try ask(amount) }
    }
    let answer = try ask(amount)
    books.topUp(person, amount)
    remember(Done(again: { try ask(amount) }, other: { try ask(amount + 1) }, answer: answer))
    try compare(person: person)
  }

  /// The PIN was right: these people know theirs.
  func proof(_ caller: Person, _ body: RequestBody) -> PINProof {
    PINProof(
      person: caller.row, body: body,
      expires: world.now.adding(seconds: PINProof.lifetimeSeconds))
  }

  private func ask(
    _ from: Int, _ to: Int, _ amount: Int64, _ key: String, memo: String? = nil
  ) throws -> JSON {
    let caller = world.people[from]
    let params = WalletTransferMethod.Params(
      key: key, to: world.people[to].person, amount: amount, currency: .krw, memo: memo)
    let body = world.body(WalletTransferMethod.name, params)
    return try world.run {
      try $0.transfer(caller, params, body, proof: proof(caller, body), now: world.now)
    }
  }

  func send() throws {
    let from = somebody()
    let to = other(than: from)
    let available = min(books.people[from].available, limits(from).payment)
    guard available > 0 else { return try topUp() }
    let amount = Int64(pick(Int(available))) + 1
    guard books.people[to].posted + amount <= limits(to).balance else { return }
    let (key, memo) = (world.newKey(), pick(4) == 0 ? "점심 \(pick(100))" : nil)
    let answer = try ask(from, to, amount, key, memo: memo)
    books.move(amount, from: from, to: to)
    guard answer["balance"] == .integer(books.people[from].available) else {
      throw SimulationFault("\(books.people[from].available) are left: \(answer.text)")
    }
    remember(
      Done(
        again: { [unowned self] in try self.ask(from, to, amount, key, memo: memo) },
        other: { [unowned self] in try self.ask(from, to, amount + 1, key, memo: memo) },
        answer: answer))
    try compare(person: to)
  }

  /// A refusal sticks: even when there is money later.
  func sendTooMuch() throws {
    let from = somebody()
    let to = other(than: from)
    let amount = books.people[from].available + 1
    guard amount <= limits(from).payment,
      books.people[to].posted + amount <= limits(to).balance
    else { return }
    let key = world.newKey()
    for _ in 0..<2 {
      try expect(WalletError.insufficientFunds) { _ = try ask(from, to, amount, key) }
    }
  }
}

/// What the ledger itself does, and what happens to it.
extension Simulation {
  func hold() throws {
    let from = pick(books.people.count)
    let to = (from + 1) % books.people.count
    guard books.people[from].available > 0 else { return try topUp() }
    let amount = Int64(pick(Int(books.people[from].available))) + 1
    let minutes = Int64(pick(3 * 1_440) + 1)
    let leg = Leg(
      from: try world.account(from), to: try world.account(to), amount: Money(amount, .krw))
    let outcome = try world.ledger { (plan) throws(StoreError) in
      try plan.hold(leg, forMilliseconds: minutes * 60_000, key: nil)
    }
    guard let record = outcome.record else { throw SimulationFault("no hold: \(outcome)") }
    books.hold(
      record.id,
      SimulationBooks.Hold(
        from: from, to: to, amount: amount,
        expires: record.at.adding(milliseconds: minutes * 60_000)))
    holds.append(record.id)
    try compare(person: from)
  }

  func endHold() throws {
    guard !holds.isEmpty else { return try hold() }
    let transfer = holds.remove(at: pick(holds.count))
    guard let hold = books.holds[transfer] else { throw SimulationFault("no such hold") }
    let isCapture = pick(3) > 0
    let amount = isCapture ? Int64(pick(Int(hold.amount))) + 1 : 0
    let outcome = try world.ledger { (plan) throws(StoreError) in
      isCapture
        ? try plan.capture(transfer, amount: amount, key: nil)
        : try plan.release(transfer, key: nil)
    }
    guard outcome.record != nil else { throw SimulationFault("not ended: \(outcome)") }
    books.end(transfer, moving: amount)
    let again = try world.ledger { (plan) throws(StoreError) in
      try plan.release(transfer, key: nil)
    }
    guard case .refused(.holdEnded) = again else { throw SimulationFault("twice: \(again)") }
    try compare(person: hold.from)
  }

  /// All or none: now and then the last one has no money.
  func batch() throws {
    let from = pick(books.people.count)
    let count = pick(20) + 1
    let each = books.people[from].available / Int64(count)
    guard each > 0 else { return try topUp() }
    let fails = pick(3) == 0
    let payees = (1...count).map { (from + $0) % books.people.count }
    let payer = try world.account(from)
    var requests: [TransferRequest] = []
    for (index, payee) in payees.enumerated() {
      let amount = fails && index == count - 1 ? books.people[from].posted + 1 : each
      let leg = Leg(from: payer, to: try world.account(payee), amount: Money(amount, .krw))
      requests.append(TransferRequest(legs: [leg], key: nil))
    }
    var outcomes: [LedgerOutcome] = []
    try world.group { platform in
      var plan = platform.ledger.plan(now: world.now)
      outcomes = try plan.batch(requests)
      try platform.ledger.apply(plan)
    }
    if fails {
      let linked = outcomes.dropLast().allSatisfy { $0.refusal != nil }
      guard linked, case .refused(.insufficientFunds) = outcomes[count - 1] else {
        throw SimulationFault("half a batch: \(outcomes)")
      }
    } else {
      for payee in payees { books.move(each, from: from, to: payee) }
    }
    try compare(person: from)
  }

  /// The same request again: the same answer, whatever happened meanwhile.
  func repeatRequest() throws {
    guard !done.isEmpty else { return try topUp() }
    let request = done[pick(done.count)]
    let again = try request.again()
    var plain = again.object ?? [:]
    plain["replayed"] = nil
    guard again["replayed"] == true, JSON.object(plain).text == request.answer.text else {
      throw SimulationFault("answered \(request.answer.text), now \(again.text)")
    }
  }

  /// The same key for something else.
  func reuseKey() throws {
    guard !done.isEmpty else { return try topUp() }
    let request = done[pick(done.count)]
    try expect(RequestError.keyReused) { _ = try request.other() }
  }

  /// The disk fails in the middle of a payment: it is as if it had never been asked for.
  func failDisk() throws {
    let from = pick(books.people.count)
    let to = (from + 1) % books.people.count
    var untilFailure = pick(4)
    let point: Failpoint = pick(2) == 0 ? .commit : .statement
    let (leg, key) = (
      Leg(from: try world.account(from), to: try world.account(to), amount: Money(1, .krw)),
      RequestKey(
        principal: "nobody", key: world.newKey(), bodyHash: Blake2b.hash([]))
    )
    guard books.people[from].available > 0 else { return try topUp() }
    world.connection.failpoint = { (reached) throws(StoreError) in
      guard reached == point else { return }
      if point == .statement, untilFailure > 0 {
        untilFailure -= 1
        return
      }
      throw .diskFull
    }
    let connection = world.connection
    do {
      try world.ledger { (plan) throws(StoreError) in
        try plan.transfer(TransferRequest(legs: [leg], key: key))
      }
      connection.failpoint = nil
      throw SimulationFault("the disk should have failed")
    } catch is StoreError {
      connection.failpoint = nil
      try world.platform.reload()
    }
    guard try world.platform.ledger.earlier(key) == nil else {
      throw SimulationFault("what failed is there")
    }
    try compare(person: from)
  }

  /// Time in the ledger never runs back, whatever the machine's clock says.
  func setClockBack() throws {
    let now = world.now
    world.now = now.adding(milliseconds: -Int64(pick(3_600_000)))
    defer { world.now = now }
    try send()
    try topUp()
  }

  /// A refusal, of a code where one is named.
  func expect(_ code: ErrorCode?, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let refusal as Refusal {
      guard let code, refusal.code != code else { return }
      throw SimulationFault("\(refusal.code.name) instead of \(code.name)")
    }
    throw SimulationFault("done instead of \(code?.name ?? "a refusal")")
  }
}
