import Store
import Wire

/// The effects of one call while they are planned: what earlier ones of the same call did.
struct EffectPlan {
  let ticket: CallTicket
  let stage: Platform.Stage
  let now: Instant
  /// The bills that the call makes, in order.
  var bills: [BillRow] = []
  /// Bytes of records the call wrote, by collection and key.
  var recordBytes: [String: Int64] = [:]
  /// Bytes of all records of the app after what is planned.
  var usedBytes: Int64?
  /// The texts of the codes that the call makes, by their keys.
  var codes: [String: String] = [:]
  /// Whether the call closes the session.
  var ends = false
  /// Bills whose hold the call ends.
  var endedHolds: Set<Int64> = []
  /// The mandates that the call asks for.
  var mandates: [MandateRow] = []
  /// What the call charges, on top of what is stored.
  var charges: [PlannedCharge] = []
  /// Sessions of topics that the call opens, by app and door.
  var topicSessions: [String: Int64] = [:]
  /// Timers that the call sets, by key.
  var timers: Set<String> = []

  var release: Release { ticket.release }
  var merchant: MerchantID { ticket.release.manifest.merchant }
}

/// Planning effects: each is gated by its scope, checked, and turned into writes. A refusal stops
/// the whole call; nothing of it is written.
extension Platform {
  func plan(_ effect: Effect, _ effects: inout EffectPlan, _ plan: inout Plan) throws {
    try gate(effect, effects)
    switch effect {
    case .put(let collection, let key, let value):
      try planRecord(collection, key, value, &effects, &plan)
    case .delete(let collection, let key):
      try planRecord(collection, key, nil, &effects, &plan)
    case .bill(let bill): try planBill(bill, &effects, &plan)
    case .refund(let key, let amount, let reason):
      guard
        let bill = try ownBill(effects.release.key.app, session: effects.stage.session, key: key)
      else { throw Refusal(BillError.unknown) }
      // Refused before for lack of money and kept: the settlement pays it, nobody else.
      let (scope, name) = Self.refundRequest(effects.ticket, key: key, amount: amount)
      guard try !isKept(scope, name) else { return }
      try planRefund(bill, amount: amount, reason: LocalizedText(reason), &plan, now: effects.now)
    case .cancel(let key):
      guard var bill = try self.bill(session: effects.stage.session, key: key) else {
        throw Refusal(BillError.unknown)
      }
      guard bill.status == .open else { throw Refusal(BillError.alreadyPaid) }
      bill.status = .cancelled
      try close(bill, event: "bill.cancelled", &plan, now: effects.now)
    case .capture(let key, let amount, let lines):
      try planCapture(key, amount, lines, &effects, &plan)
    case .release(let key): try planRelease(key, &effects, &plan)
    case .mandate(let mandate): try planMandate(mandate, &effects, &plan)
    case .charge(let charge): try planCharge(charge, &effects, &plan)
    case .collect(let collect): try planCollect(collect, &effects, &plan)
    case .notify(let notify): try planNotify(notify, effects, &plan)
    case .timer(let key, let after, let feature, let arguments):
      try planTimer(
        key, at: effects.now.adding(seconds: after), feature, arguments, &effects, &plan)
    case .timerAt(let key, let at, let feature, let arguments):
      try planTimer(key, at: max(at, effects.now), feature, arguments, &effects, &plan)
    case .cancelTimer(let key):
      effects.timers.remove(key)
      plan.write(
        "DELETE FROM outbox WHERE session = ? AND timer = ? AND dead IS NULL",
        .integer(effects.stage.session), .text(key))
    case .code(let code): try planCode(code, &effects, &plan)
    case .fare(let fare): try planFare(fare, effects, &plan)
    case .end: effects.ends = true
    case .escrow(let escrow): try planEscrow(escrow, effects, &plan)
    case .stock(let stock): try planStock(stock, effects, &plan)
    case .publish(let publish): try planPublish(publish, &effects, &plan)
    case .post(let post): try planPost(post, effects, &plan)
    case .grant(let grant): try planGrant(grant, effects, &plan)
    }
  }

  /// The scope gate: the manifest must declare the right, and money rights the feature too.
  private func gate(_ effect: Effect, _ effects: EffectPlan) throws {
    guard !effects.ticket.feature.isQuery else {
      throw Refusal(ProgramError.queryChanged)
    }
    guard let scope = effect.scope else { return }
    let isDeclared = effects.release.manifest.declares(scope: scope)
    let isOfFeature =
      !scope.hasPrefix("wallet.") || effects.ticket.feature.scopes.contains(scope)
    guard isDeclared, isOfFeature else {
      throw Refusal(ProgramError.scopeMissing, ["scope": .string(scope)])
    }
  }

  private func planBill(
    _ effect: BillEffect, _ effects: inout EffectPlan, _ plan: inout Plan
  ) throws {
    let stage = effects.stage
    let isUsed =
      try effects.bills.contains { $0.key == effect.key }
      || bill(session: stage.session, key: effect.key) != nil
    guard !isUsed else {
      throw Refusal(DataError.effectInvalid, ["pointer": "/key", "reason": "was used before"])
    }
    guard let total = effect.total else { preconditionFailure("the reader checked the total") }
    let lines = try effect.lines.map { line in
      BillView.Line(
        id: line.id, title: line.title, quantity: line.quantity, unitAmount: line.unitAmount,
        kind: line.kind, owner: try line.owner.map { try number(of: $0, effects) })
    }
    let caller = effects.ticket.caller?.row
    let payer = effect.payers == .viewer ? caller : nil
    guard effect.payers == .people || payer != nil else {
      throw Refusal(
        DataError.effectInvalid, ["pointer": "/payers", "reason": "nobody is viewing"])
    }
    let place: LocalizedText? =
      if case .new(let door) = effects.ticket.target { door.place } else {
        try session(row: stage.session)?.place
      }
    let bill = BillRow(
      id: try newRow("bill", &plan), name: BillID(newName("b_")), session: stage.session,
      app: effects.release.key.app, merchant: effects.merchant, key: effect.key, payee: nil,
      payeeName: effects.release.manifest.name, place: place, lines: lines,
      total: Money(total, effect.currency), status: .open, payer: payer, receipt: nil,
      created: effects.now, expires: effects.now.adding(seconds: effect.expiresSeconds),
      refunded: 0, delivery: .none, deliverBy: nil, revision: 1,
      holdSeconds: effect.holdSeconds, people: Set(stage.people.map(\.person)))
    insert(bill, people: stage.people, &plan)
    effects.bills.append(bill)
    for member in stage.people where member.person != caller && payer == nil {
      plan.notify(
        member.name, ServerNotification.billChanged,
        ["bill": JSON(encoding: try view(bill, for: member.person, now: effects.now))])
    }
  }

  private func number(of person: PairwiseID, _ effects: EffectPlan) throws -> Int {
    let member = effects.stage.people.first {
      pairwise($0.name, effects.merchant) == person
    }
    if let member { return member.number }
    // Somebody who has left keeps what they put into the cart.
    let left = try members(of: effects.stage.session).first {
      pairwise($0.name, effects.merchant) == person
    }
    guard let left else {
      throw Refusal(DataError.personUnknown, ["person": .string(person.text)])
    }
    return left.number
  }

  func insert(_ bill: BillRow, people: [Member], _ plan: inout Plan) {
    plan.newBills[bill.id] = bill.name
    plan.write(
      "INSERT INTO bill(id, public, session, app, merchant, key, payee, payee_name, place, lines,"
        + " total, currency, status, payer, receipt, created, expires, hold_seconds)"
        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      .integer(bill.id), .text(bill.name.text), .integer(bill.session), .text(bill.app.text),
      .text(bill.merchant.text), .text(bill.key), .integer(bill.payee),
      .text(bill.payeeName.json.text), .text(bill.place?.json.text),
      .text(JSON(encoding: bill.lines).text), .integer(bill.total.amount),
      .text(bill.total.currency.rawValue), .text(bill.status.rawValue), .integer(bill.payer),
      .integer(bill.receipt), .integer(bill.created.milliseconds),
      .integer(bill.expires.milliseconds), .integer(bill.holdSeconds))
    for member in people {
      plan.write(
        "INSERT INTO bill_person(bill, person, number) VALUES (?, ?, ?)", .integer(bill.id),
        .integer(member.person), .integer(Int64(member.number)))
    }
  }

  /// How long a friend's share stays payable: 30 days.
  static let shareSeconds: Int64 = 30 * 86_400

  private func planCollect(
    _ effect: CollectEffect, _ effects: inout EffectPlan, _ plan: inout Plan
  ) throws {
    guard let session = try session(row: effects.stage.session), session.kind == .receipt,
      session.door.hasPrefix("receipt \(effect.receipt) "),
      let source = try bill(BillID(effect.receipt)), source.status == .paid,
      let payer = source.paidBy
    else { throw Refusal(BillError.unknown) }
    guard effects.ticket.caller?.row == payer else { throw Refusal(BillError.unknown) }
    let was = try sql("SELECT 1 FROM bill WHERE receipt = ?")
      .first(.integer(source.id)) { _ in true }
    guard was == nil, effects.bills.allSatisfy({ $0.receipt != source.id }) else {
      throw Refusal(DataError.collectOnce)
    }
    let sum = effect.shares.reduce(Int64(0)) { $0 + $1.amount }
    let limit = source.total.amount - source.refunded
    guard sum <= limit else {
      throw Refusal(DataError.collectSum, ["sum": .integer(sum), "limit": .integer(limit)])
    }
    let people = try billPeople(source.id)
    guard let payerMember = people.first(where: { $0.person == payer }) else {
      preconditionFailure("who paid sat there")
    }
    for share in effect.shares {
      let friend = people.first { pairwise($0.name, effects.merchant) == share.person }
      guard let friend, friend.person != payer else {
        throw Refusal(DataError.personUnknown, ["person": .string(share.person.text)])
      }
      try planShare(
        share.amount, of: source, friend: friend, payer: payerMember, &effects, &plan)
    }
  }

  private func planShare(
    _ amount: Int64, of source: BillRow, friend: Member, payer: Member,
    _ effects: inout EffectPlan, _ plan: inout Plan
  ) throws {
    func sentence(_ language: Language) -> String { source.payeeName.text(in: language) }
    let payeeName = LocalizedText(
      ko: "\(sentence(.korean)) 손님 \(payer.number)",
      en: "Guest \(payer.number) at \(sentence(.english))")
    let title = LocalizedText(
      ko: "\(sentence(.korean)) 나눠 내기", en: "Your share at \(sentence(.english))")
    let bill = BillRow(
      id: try newRow("bill", &plan), name: BillID(newName("b_")),
      session: effects.stage.session, app: effects.release.key.app, merchant: source.merchant,
      key: "share \(friend.number)", payee: payer.person, payeeName: payeeName,
      place: source.place,
      lines: [BillView.Line(id: "share", title: title, quantity: 1, unitAmount: amount)],
      total: Money(amount, source.total.currency), status: .open, payer: friend.person,
      receipt: source.id, created: effects.now,
      expires: effects.now.adding(seconds: Platform.shareSeconds), refunded: 0,
      delivery: .none, deliverBy: nil, revision: 1, people: [friend.person])
    insert(bill, people: [friend], &plan)
    effects.bills.append(bill)
    let money = bill.total.formatted
    try send(
      to: friend.person, app: bill.app, from: payeeName, template: "share.request",
      once: source.name.text,
      text: LocalizedText(
        ko: "\(sentence(.korean))에서 나눠 낼 금액은 \(money)입니다.",
        en: "Your share at \(sentence(.english)) is \(money)."),
      bill: bill.id, &plan, now: effects.now)
    plan.notify(
      friend.name, ServerNotification.billChanged,
      ["bill": JSON(encoding: try view(bill, for: friend.person, now: effects.now))])
  }

  /// Paying for an order is the right to be told about it: a message reaches only who sits at a
  /// table of this very app, or paid there within a week, in the platform's own words.
  private func planNotify(
    _ effect: NotifyEffect, _ effects: EffectPlan, _ plan: inout Plan
  ) throws {
    guard let person = try person(effect.person, of: effects.merchant) else {
      throw Refusal(DataError.personUnknown, ["person": .string(effect.person.text)])
    }
    let app = effects.release.key.app
    guard try isCustomer(person, app, now: effects.now) else {
      throw Refusal(DataError.personUnknown, ["person": .string(effect.person.text)])
    }
    guard let text = InboxTemplates.standard.sentence(effect.template, effect.values) else {
      throw Refusal(
        ConsentError.templateUnknown, ["template": .string(effect.template)])
    }
    let share = try sql(
      "SELECT id FROM bill WHERE session = ? AND payer = ? AND status = 'open'"
    ).first(.integer(effects.stage.session), .integer(person)) { $0.integer(0) }
    try send(
      to: person, app: app, from: effects.release.manifest.name, template: effect.template,
      once: effect.key, text: text, bill: share, merchant: effects.merchant, &plan,
      now: effects.now)
  }
}
