import Crypto
import Store
package import Wire

/// The steps of a payment at its provider, and the way back from a lost answer.
extension Platform {
  private func order(_ row: FundingRow) -> FundingOrder {
    let (profile, method) = profile(of: row)
    return FundingOrder(
      moid: row.moid, direction: row.direction, token: row.token, amount: row.amount,
      method: method, profile: profile, at: row.at)
  }

  /// Sends the requests that are to be sent; stops at the first that gets no answer.
  func advance(_ row: inout FundingRow, now: Instant) throws {
    let order = order(row)
    let bank = provider(order.profile)
    if row.state == .connecting {
      take(try bank.connect(order, now: now), &row, order.profile, now: now)
    }
    // A lost answer leaves the question when to ask; only an answer leads on.
    if row.state == .paying, row.ask == nil {
      take(try bank.pay(order, now: now), &row, order.profile, now: now)
    }
  }

  private func take(
    _ reply: ProviderReply, _ row: inout FundingRow, _ profile: FundingProfile, now: Instant
  ) {
    row.ask = nil
    switch reply {
    case .approved(let tid): (row.state, row.tid) = (.paying, tid)
    case .waiting(let tid):
      (row.state, row.tid) = (.waiting, tid)
      row.ask = nextAsk(row, profile, now: now)
    case .paid(let tid): (row.state, row.tid) = (.paid, tid)
    case .declined(let reason): (row.state, row.reason) = (.failed, reason)
    case .lost: row.ask = nextAsk(row, profile, now: now)
    }
  }

  /// When a provider is asked again: later each time, and for the last time at the deadline, when
  /// not knowing the payment becomes final.
  private func nextAsk(
    _ row: FundingRow, _ profile: FundingProfile, now: Instant
  ) -> Instant {
    let waits = profile.askAfterSeconds
    let next = now.adding(seconds: waits[min(Int(row.asked), waits.count - 1)])
    let deadline = row.at.adding(seconds: profile.deadlineSeconds)
    return now < deadline ? min(next, deadline) : next
  }

  /// Asks what became of a payment whose answer was lost, or goes on where the person has approved
  /// in the provider's app meanwhile.
  func resume(_ row: inout FundingRow, now: Instant) throws {
    guard row.ask != nil else { return }
    let (profile, _) = profile(of: row)
    let bank = provider(profile)
    let isOver = now >= row.at.adding(seconds: profile.deadlineSeconds)
    row.asked += 1
    switch try bank.inquire(row.moid, now: now) {
    case .noAnswer: row.ask = nextAsk(row, profile, now: now)
    case .unknown where !isOver: row.ask = nextAsk(row, profile, now: now)
    case .unknown: fail(&row, .tooLate)
    case .waiting where !isOver: row.ask = nextAsk(row, profile, now: now)
    case .waiting:
      try bank.cancel(row.moid, now: now)
      fail(&row, .tooLate)
    case .approved(let tid) where row.state == .waiting:
      (row.state, row.tid, row.ask) = (.paying, tid, nil)
      try advance(&row, now: now)
    case .approved:
      // Nobody waits for this payment any more: it is ended rather than paid behind their back.
      try bank.cancel(row.moid, now: now)
      fail(&row, .cancelled)
    case .paid(let tid): (row.state, row.tid, row.ask) = (.paid, tid, nil)
    case .ended(let reason): fail(&row, reason)
    }
  }

  private func fail(_ row: inout FundingRow, _ reason: DeclineReason) {
    (row.state, row.reason, row.ask) = (.failed, reason, nil)
  }

  /// Writes what a payment has come to; throws where the money has not moved, or where that is not
  /// known. A refusal is written at once, because the command it is thrown from writes nothing.
  func finish(_ row: inout FundingRow, _ plan: inout Plan, now: Instant) throws -> TransferRecord {
    if row.state == .paid {
      // It may have been finished when the provider was asked.
      if let transfer = row.transfer, let record = try ledger.record(transfer) { return record }
      var money = plan.ledger ?? ledger.plan(now: now)
      let record = try post(&row, &money)
      plan.ledger = money
      update(row, &plan, now: now)
      return record
    }
    var written = Plan()
    if row.state == .failed { try free(row, &written, now: now) }
    update(row, &written, now: now)
    try apply(written)
    throw try refusal(of: row)
  }

  /// Why a payment has not moved money, or that nobody knows.
  func refusal(of row: FundingRow) throws -> Refusal {
    guard row.state == .failed else {
      let wait = row.state == .waiting
      return Refusal(
        wait ? FundingError.waiting : FundingError.pending, ["payment": .string(row.moid)],
        retryAfterMilliseconds: wait ? Platform.approvalLookMilliseconds : nil)
    }
    let lang = try principal(row: row.person)?.lang ?? .korean
    let reason = (row.reason ?? .cancelled).text.text(in: lang)
    return Refusal(FundingError.declined, ["reason": .string(reason)])
  }

  /// How often somebody may look whether a payment was approved elsewhere.
  static let approvalLookMilliseconds: Int64 = 1_000

  /// The ledger's side of a payment that the provider has made.
  private func post(
    _ row: inout FundingRow, _ money: inout LedgerPlan
  ) throws -> TransferRecord {
    let person = try publicName(row.person)
    let key = RequestKey(
      principal: "person:\(person.text)", key: row.key, bodyHash: try Digest(row.body))
    // The provider has paid, so this must be booked even where the key was used up meanwhile.
    let free: RequestKey? = try money.earlier(key) == nil ? key : nil
    let outcome: LedgerOutcome
    switch row.direction {
    case .in:
      let from = try money.open(Platform.bank, .external, row.amount.currency)
      let to = try money.open(Platform.owner(person), .user, row.amount.currency)
      outcome = try money.transfer(
        TransferRequest(legs: [Leg(from: from, to: to, amount: row.amount)], key: free))
    case .out:
      guard let hold = row.hold else { throw StoreError.damaged("funding \(row.moid): no hold") }
      outcome = try money.capture(hold, amount: row.amount.amount, key: free)
    }
    guard let record = outcome.record else {
      throw StoreError.damaged("funding \(row.moid): the ledger says \(outcome)")
    }
    row.transfer = record.id
    return record
  }

  /// Gives back what a failed withdrawal had set aside.
  private func free(_ row: FundingRow, _ plan: inout Plan, now: Instant) throws {
    guard let hold = row.hold, ledger.openHold(hold) != nil else { return }
    var money = plan.ledger ?? ledger.plan(now: now)
    guard try money.release(hold, key: nil).record != nil else {
      throw StoreError.damaged("funding \(row.moid): its hold can not be released")
    }
    plan.ledger = money
  }

  // MARK: by the clock

  /// Asks providers about payments whose answer was lost; each is written by itself.
  func askProviders(now: Instant) throws -> [Notice] {
    var notices: [Notice] = []
    for var row in try fundingDue(now: now) {
      try resume(&row, now: now)
      var plan = Plan()
      switch row.state {
      case .paid:
        _ = try finish(&row, &plan, now: now)
        try tellFunding(row, &plan, now: now)
      case .failed:
        try free(row, &plan, now: now)
        update(row, &plan, now: now)
        try tellFunding(row, &plan, now: now)
      case .connecting, .waiting, .paying: update(row, &plan, now: now)
      }
      notices += plan.notices
      try apply(plan)
    }
    return notices
  }

  /// Tells what became of a payment that the person was told nothing about.
  private func tellFunding(_ row: FundingRow, _ plan: inout Plan, now: Instant) throws {
    let amount = row.amount.formatted
    let text: LocalizedText =
      switch (row.direction, row.state == .paid) {
      case (.in, true): LocalizedText(ko: "\(amount)이 충전되었습니다.", en: "\(amount) was topped up.")
      case (.in, false):
        LocalizedText(
          ko: "\(amount) 충전이 되지 않았습니다. 빠져나간 돈이 없습니다.",
          en: "The top-up of \(amount) did not go through. No money moved.")
      case (.out, true):
        LocalizedText(ko: "\(amount)이 출금되었습니다.", en: "\(amount) was sent to your account.")
      case (.out, false):
        LocalizedText(
          ko: "\(amount) 출금이 되지 않았습니다. 돈은 지갑에 있습니다.",
          en: "The withdrawal of \(amount) did not go through. The money is in your wallet.")
      }
    let (profile, _) = profile(of: row)
    try send(
      to: row.person, app: AppID("madang.wallet"), from: profile.name,
      template: row.state == .paid ? "funding.paid" : "funding.failed", once: row.moid, text: text,
      bill: nil, &plan, now: now)
  }

  /// The person approves a payment in the card's own app, on the phone on file.
  package func phoneApprove(
    _ caller: Person, _ params: PhoneApproveMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { _ in
      let found = try sql(
        "SELECT s.id FROM funding f JOIN funding_source s ON s.token = f.token"
          + " AND s.person = f.person WHERE f.moid = ? AND f.person = ? AND f.state = 'waiting'"
      ).first(.text(params.payment), .integer(caller.row)) { _ in true }
      guard found == true,
        try SandboxBank(platform: self).approve(params.payment, now: now)
      else { throw Refusal(FundingError.nothingToApprove) }
      return PhoneApproveMethod.Result(payment: params.payment)
    }
  }
}
