import Crypto
import Store
package import Wire

/// Paying, cancelling and refunding bills: money, bill, receipt and event in one transaction.
extension Platform {
  /// How long a paid order may stay unconfirmed before it is refunded by itself: 24 hours.
  static let refundUnconfirmedSeconds: Int64 = 86_400
  /// Rows of one list.
  static let listLimit = 100

  /// A bill and what paying it would leave.
  package func billShow(_ caller: Person, _ name: BillID, now: Instant) throws -> PaySheet {
    guard let bill = try bill(name), try maySee(bill, caller) else {
      throw Refusal(BillError.unknown)
    }
    return try sheet(bill, for: caller, now: now)
  }

  private func maySee(_ bill: BillRow, _ caller: Person) throws -> Bool {
    bill.mayBePaid(by: caller.row) || bill.paidBy == caller.row || bill.payee == caller.row
      || bill.people.contains(caller.row)
  }

  /// Pays a bill with the amount the person saw.
  package func billPay(
    _ caller: Person, _ params: BillPayMethod.Params, _ body: RequestBody,
    proof: PINProof? = nil, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, money: true, now: now) { plan in
      guard var bill = try bill(params.bill), bill.mayBePaid(by: caller.row) else {
        throw Refusal(BillError.unknown)
      }
      try checkPayable(bill, amount: params.amount, caller, now: now)
      try checkProgram(of: bill, now: now)
      var ledgerPlan = ledger.plan(now: now)
      let currency = bill.total.currency
      let from = try ledgerPlan.open(Platform.owner(caller.person), .user, currency)
      let to: AccountID
      if let payee = bill.payee {
        let owner = Platform.owner(try publicName(payee))
        to = try ledgerPlan.open(owner, .user, currency)
      } else {
        to = try ledgerPlan.open(Platform.owner(bill.merchant), .merchant, currency)
      }
      let key = RequestKey(
        principal: caller.keyScope, key: body.key, bodyHash: try Digest(body.hash))
      let leg = Leg(from: from, to: to, amount: bill.total)
      let outcome =
        if let seconds = bill.holdSeconds {
          try ledgerPlan.hold(leg, forMilliseconds: seconds * 1000, key: key)
        } else {
          try ledgerPlan.transfer(TransferRequest(legs: [leg], key: key))
        }
      guard let record = outcome.record else {
        throw outcome.refusal.map { wire($0) }
          ?? Refusal(PlatformError.internalFault, ["reason": "no outcome"])
      }
      let isProved =
        try params.token.map {
          try consume($0, bill, amount: params.amount, caller, &plan, now: now)
        } ?? proof?.covers(caller, body, now: now) ?? false
      try authorize(
        PaymentFacts(kind: .pay, amount: params.amount, payee: to), caller, isProved: isProved,
        &plan, now: now)
      plan.ledger = ledgerPlan
      try useReservations(bill, &plan, now: now)
      if bill.holdSeconds == nil {
        try markPaid(&bill, by: caller, record, &plan, now: now)
      } else {
        try markHeld(&bill, by: caller, record, &plan, now: now)
      }
      return BillPayMethod.Result(
        bill: try view(bill, for: caller.row, now: now),
        balance: record.balance(after: from)?.available ?? 0, head: record.hash?.hex ?? "")
    }
  }

  func checkPayable(
    _ bill: BillRow, amount: Int64, _ caller: Person, now: Instant
  ) throws {
    switch bill.status {
    case .paid, .refunded, .held: throw Refusal(BillError.alreadyPaid)
    case .cancelled, .released: throw Refusal(BillError.cancelled)
    case .expired: throw Refusal(BillError.expired)
    case .open: break
    }
    guard now < bill.expires else { throw Refusal(BillError.expired) }
    guard amount == bill.total.amount else {
      throw Refusal(BillError.amountChanged, ["amount": .string(bill.total.formatted)])
    }
    let limit = tiers.limits(caller.tier).payment
    guard amount <= limit else {
      throw Refusal(WalletError.limit, ["limit": .string(Money(limit, .krw).formatted)])
    }
  }

  func markPaid(
    _ bill: inout BillRow, by caller: Person, _ record: TransferRecord, _ plan: inout Plan,
    now: Instant
  ) throws {
    let session = try session(row: bill.session)
    guard let session, let release = try release(session.release) else {
      preconditionFailure("bill \(bill.name) has lost its session")
    }
    bill.status = .paid
    bill.paidAt = now
    bill.paidBy = caller.row
    bill.transfer = record.id
    let isOwed = release.manifest.on["bill.paid"] != nil
    bill.delivery = isOwed && bill.receipt == nil ? .pending : .none
    let deliverBy = now.adding(seconds: release.manifest.deliverWithinSeconds)
    let refundBy = now.adding(seconds: Platform.refundUnconfirmedSeconds)
    let isPending = bill.delivery == .pending
    plan.write(
      "UPDATE bill SET status = 'paid', paid_at = ?, paid_by = ?, transfer = ?, delivery = ?,"
        + " deliver_by = ?, refund_by = ?, revision = revision + 1 WHERE id = ?",
      .integer(now.milliseconds), .integer(caller.row), .integer(record.id.rawValue),
      .text(bill.delivery.rawValue), isPending ? .integer(deliverBy.milliseconds) : .null,
      isPending ? .integer(refundBy.milliseconds) : .null, .integer(bill.id))
    owe(
      "bill.paid", try eventArguments(bill, release), release, session: bill.session,
      bill: bill.id, &plan, now: now)
    if let payee = bill.payee {
      let who = LocalizedText(ko: "친구가", en: "Your friend")
      try send(
        to: payee, app: bill.app, from: bill.payeeName, template: "share.paid",
        once: bill.name.text,
        text: LocalizedText(
          ko: "\(who.text(in: .korean)) \(bill.total.formatted)을 보냈습니다.",
          en: "\(who.text(in: .english)) paid their share of \(bill.total.formatted)."),
        bill: nil, &plan, now: now)
    }
    try tellBill(bill, &plan, now: now)
  }

  /// What a program is told about one of its bills; a share is told by what it belongs to.
  func eventArguments(_ bill: BillRow, _ release: Release) throws -> JSON {
    let merchant = release.manifest.merchant
    if let receipt = bill.receipt {
      guard let source = try self.bill(row: receipt), let payer = bill.payer else {
        preconditionFailure("a share belongs to a receipt and to somebody")
      }
      return [
        "share": [
          "receipt": .string(source.name.text),
          "person": .string(pairwise(try publicName(payer), merchant).text),
          "amount": .integer(bill.total.amount),
        ]
      ]
    }
    let payer = try bill.paidBy.map { JSON.string(pairwise(try publicName($0), merchant).text) }
    return [
      "bill": [
        "key": .string(bill.key), "total": .integer(bill.total.amount),
        "currency": .string(bill.total.currency.rawValue), "payer": payer ?? .null,
        "refunded": .integer(bill.refunded), "number": .integer(bill.id),
        "lines": JSON(encoding: bill.lines),
      ]
    ]
  }

  /// Everybody whom a bill concerns hears that it changed.
  func tellBill(_ bill: BillRow, _ plan: inout Plan, now: Instant) throws {
    var people = bill.people
    if let payee = bill.payee { people.insert(payee) }
    if let payer = bill.payer { people.insert(payer) }
    for person in people.sorted() {
      let view = try view(bill, for: person, now: now)
      plan.notify(
        try publicName(person), ServerNotification.billChanged,
        ["bill": JSON(encoding: view)])
    }
  }

  /// The caller's bills, newest first.
  package func billList(
    _ caller: Person, _ params: BillListMethod.Params, now: Instant
  ) throws -> BillListMethod.Result {
    let rows = try sql(
      "SELECT b.id FROM bill b JOIN bill_person p ON p.bill = b.id AND p.person = ?1"
        + " WHERE b.payer IS NULL OR b.payer = ?1 OR b.paid_by = ?1"
        + " ORDER BY b.id DESC LIMIT ?2"
    ).rows(.integer(caller.row), .integer(Platform.limit(params.limit))) { $0.integer(0) }
    return BillListMethod.Result(bills: try rows.compactMap { try view($0, for: caller.row, now) })
  }

  /// A merchant's bills for its staff, newest first; works without the program.
  package func shopBills(
    _ caller: Person, _ params: ShopBillsMethod.Params, now: Instant
  ) throws -> ShopBillsMethod.Result {
    _ = try requireRole(caller, at: params.merchant)
    let rows = try sql(
      "SELECT id FROM bill WHERE merchant = ? AND receipt IS NULL ORDER BY id DESC LIMIT ?"
    ).rows(.text(params.merchant.text), .integer(Platform.limit(params.limit))) { $0.integer(0) }
    return ShopBillsMethod.Result(bills: try rows.compactMap { try view($0, for: nil, now) })
  }

  private func view(_ row: Int64, for viewer: Int64?, _ now: Instant) throws -> BillView? {
    try bill(row: row).map { try view($0, for: viewer, now: now) }
  }

  /// A list's length within its limits; 20 where nothing was asked.
  static func limit(_ asked: Int?) -> Int64 { Int64(min(max(asked ?? 20, 1), listLimit)) }
}
