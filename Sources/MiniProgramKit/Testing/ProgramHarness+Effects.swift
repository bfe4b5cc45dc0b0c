/// What the daemon does with effects and reads, in memory.
extension ProgramHarness {
  /// Does all effects or none.
  func apply(
    _ effects: [Effect], in session: SessionID, for viewer: PairwiseID?
  ) throws(HarnessFault) {
    let before = (records, bills, inbox, collected)
    let asked = (mandates, charges)
    for (index, effect) in effects.enumerated() {
      guard let code = apply(effect, in: session, for: viewer) else { continue }
      (records, bills, inbox, collected) = before
      (mandates, charges) = asked
      throw .effect(index: index, code: code)
    }
  }

  /// The code of the refusal, or nil.
  private func apply(
    _ effect: Effect, in session: SessionID, for viewer: PairwiseID?
  ) -> String? {
    switch effect {
    case .put(let collection, let key, let value): records[collection, default: [:]][key] = value
    case .delete(let collection, let key): records[collection]?[key] = nil
    case .bill(let bill): return make(bill, in: session, for: viewer)
    case .cancel(let key):
      guard let index = openBill(key, session) else { return BillError.alreadyPaid.name }
      bills[index].status = .cancelled
    case .refund(let key, _, _):
      guard let index = bills.firstIndex(where: { $0.isPaid(key, session) }) else {
        return BillError.notPaid.name
      }
      bills[index].status = .refunded
    case .collect(let collect):
      if collected.contains(where: { $0.receipt == collect.receipt }) {
        return DataError.collectOnce.name
      }
      let total = sessions[session]?.entry?.receipt?.total ?? 0
      guard collect.shares.reduce(0, { $0 + $1.amount }) <= total else {
        return DataError.collectSum.name
      }
      collected.append(collect)
    case .notify(let message):
      let isKnown = inbox.contains {
        $0.person == message.person && $0.template == message.template && $0.key == message.key
      }
      if !isKnown { inbox.append(message) }
    case .end: sessions[session]?.isOver = true
    case .timer, .timerAt, .cancelTimer, .escrow, .stock, .code, .fare, .publish, .post, .grant:
      break
    case .capture(let key, let amount, _): return take(key, amount)
    case .release(let key):
      guard let index = bills.firstIndex(where: { $0.isHeld(key) }) else {
        return BillError.notHeld.name
      }
      bills[index].status = .released
    case .mandate(let mandate):
      guard let viewer, !mandates.contains(where: { $0.effect.key == mandate.key }) else {
        return DataError.effectInvalid.name
      }
      mandates.append(
        Mandate(effect: mandate, session: session, person: viewer, status: .proposed))
    case .charge(let charge):
      let isActive = mandates.contains {
        $0.effect.key == charge.mandate && $0.status == .active
      }
      guard isActive else { return MandateError.notOpen.name }
      charges.append(charge)
    }
    return nil
  }

  private func take(_ key: String, _ amount: Int64?) -> String? {
    guard let index = bills.firstIndex(where: { $0.isHeld(key) }) else {
      return BillError.notHeld.name
    }
    let held = bills[index].effect.total ?? 0
    guard amount ?? held <= held else { return BillError.captureExceeds.name }
    bills[index].status = .paid
    bills[index].captured = amount ?? held
    return nil
  }

  private func make(
    _ bill: BillEffect, in session: SessionID, for viewer: PairwiseID?
  ) -> String? {
    let isUsed = bills.contains { $0.session == session && $0.effect.key == bill.key }
    guard !isUsed else { return DataError.effectInvalid.name }
    bills.append(Bill(effect: bill, session: session, status: .open, viewer: viewer))
    return nil
  }

  private func openBill(_ key: String, _ session: SessionID) -> Int? {
    bills.firstIndex {
      $0.session == session && $0.effect.key == key && $0.status == .open
    }
  }

  /// Pays an open bill as the daemon would, and delivers `bill.paid`.
  @discardableResult
  package func pay(
    _ key: String, in session: SessionID, by name: String
  ) throws(HarnessFault) -> Page? {
    guard let index = openBill(key, session) else { throw .notAllowed("\(key) is not open") }
    let payer = PairwiseID("p-" + name)
    if bills[index].effect.payers == .viewer, bills[index].viewer != payer {
      throw .notAllowed("\(name) may not pay \(key)")
    }
    bills[index].number = Int64(bills.count { $0.number != nil }) + 1
    guard bills[index].effect.holdSeconds == nil else {
      bills[index].status = .held
      return try deliver("bill.held", bills[index], payer: payer)
    }
    bills[index].status = .paid
    return try deliver("bill.paid", bills[index], payer: payer)
  }

  /// Lets the time of a hold run out, and delivers `hold.released`.
  @discardableResult
  package func releaseHold(_ key: String) throws(HarnessFault) -> Page? {
    guard let index = bills.firstIndex(where: { $0.isHeld(key) }) else {
      throw .notAllowed("nothing is held for \(key)")
    }
    bills[index].status = .released
    return try deliver("hold.released", bills[index], payer: nil)
  }

  /// The person answers a mandate, and `mandate.approved` or `mandate.declined` is delivered.
  @discardableResult
  package func answer(
    mandate key: String, approves: Bool
  ) throws(HarnessFault) -> Page? {
    guard
      let index = mandates.firstIndex(where: {
        $0.effect.key == key && $0.status == .proposed
      })
    else { throw .notAllowed("the mandate \(key) is not asked for") }
    mandates[index].status = approves ? .active : .declined
    return try tell(mandates[index], approves ? "mandate.approved" : "mandate.declined")
  }

  /// The person takes a mandate back, and `mandate.revoked` is delivered.
  @discardableResult
  package func revoke(mandate key: String) throws(HarnessFault) -> Page? {
    guard let index = mandates.firstIndex(where: { $0.effect.key == key && $0.status == .active })
    else { throw .notAllowed("the mandate \(key) is not active") }
    mandates[index].status = .revoked
    return try tell(mandates[index], "mandate.revoked")
  }

  private func tell(_ mandate: Mandate, _ event: String) throws(HarnessFault) -> Page? {
    try deliver(
      event,
      [
        "mandate": [
          "key": .string(mandate.effect.key), "person": .string(mandate.person.text),
          "status": .string(mandate.status.rawValue),
          "terms": JSON(encoding: mandate.effect.terms),
        ]
      ], in: mandate.session)
  }

  /// Lets an open bill run out, and delivers `bill.expired`.
  @discardableResult
  package func expire(_ key: String, in session: SessionID) throws(HarnessFault) -> Page? {
    guard let index = openBill(key, session) else { throw .notAllowed("\(key) is not open") }
    bills[index].status = .expired
    return try deliver("bill.expired", bills[index], payer: nil)
  }

  /// Gives a paid bill back, and delivers `bill.refunded`.
  @discardableResult
  package func refund(_ key: String, in session: SessionID) throws(HarnessFault) -> Page? {
    guard let index = bills.firstIndex(where: { $0.isPaid(key, session) }) else {
      throw .notAllowed("\(key) is not paid")
    }
    bills[index].status = .refunded
    return try deliver("bill.refunded", bills[index], payer: nil)
  }

  /// Delivers an event to the feature that takes it, as it would come a second time as well.
  @discardableResult
  package func deliver(
    _ event: String, _ arguments: JSONObject, in session: SessionID
  ) throws(HarnessFault) -> Page? {
    guard let feature = manifest.on[event] else { return nil }
    guard !holdsEvents else {
      heldEvents.append((event, arguments, session))
      return nil
    }
    return try call(feature, arguments, in: session, as: .system)
  }

  /// Delivers the events that were held back, in order.
  package func releaseEvents() throws(HarnessFault) {
    holdsEvents = false
    let events = heldEvents
    heldEvents = []
    for (event, arguments, session) in events { try deliver(event, arguments, in: session) }
  }

  private func deliver(
    _ event: String, _ bill: Bill, payer: PairwiseID?
  ) throws(HarnessFault) -> Page? {
    let lines = bill.effect.lines.map { line in
      JSON(
        encoding: BillView.Line(
          id: line.id, title: line.title, quantity: line.quantity, unitAmount: line.unitAmount,
          kind: line.kind))
    }
    let total = bill.effect.total ?? 0
    var facts: JSONObject = [
      "key": .string(bill.effect.key), "total": .integer(total),
      "currency": .string(bill.effect.currency.rawValue),
      "payer": payer.map { .string($0.text) } ?? .null, "lines": .array(lines),
    ]
    facts["number"] = bill.number.map(JSON.integer)
    if bill.status == .refunded { facts["refunded"] = .integer(total) }
    return try deliver(event, ["bill": .object(facts)], in: bill.session)
  }

  // MARK: reads

  func answers(
    to needed: MCP.InputRequired, in session: SessionID
  ) throws(HarnessFault) -> JSONObject {
    var answers = JSONObject()
    for member in needed.inputRequests?.object?.members ?? [] {
      do {
        answers[member.key] = answer(try DataRequest(wire: member.value), session).wire
      } catch {
        throw .invalid(pointer: "/inputRequests/" + member.key, reason: "\(error)")
      }
    }
    return answers
  }

  private func answer(_ request: DataRequest, _ session: SessionID) -> DataAnswer {
    switch request {
    case .get(let collection, let key): return .record(records[collection]?[key])
    case .bill(let key):
      let bill = bills.last { $0.session == session && $0.effect.key == key }
      return .bill(bill.map { JSON(encoding: view($0)) })
    case .balance: return .balance(available: 0, held: 0)
    case .query(let query):
      let conditions = query.where?.members ?? []
      let rows = (records[query.collection] ?? [:])
        .filter { row in conditions.allSatisfy { row.value[$0.key] == $0.value } }
        .sorted { $0.key < $1.key }
        .map { RecordRow(key: $0.key, value: $0.value) }
      let ordered = query.descending == true ? rows.reversed() : rows
      return .rows(Array(ordered.prefix(query.limit ?? RecordQuery.rowLimit)))
    }
  }

  private func view(_ bill: Bill) -> BillView {
    BillView(
      bill: BillID("b-" + bill.effect.key), session: bill.session, app: manifest.app,
      payee: manifest.name, place: nil, lines: [],
      total: Money(bill.effect.total ?? 0, bill.effect.currency), status: bill.status,
      delivery: .none, expires: now.adding(seconds: bill.effect.expiresSeconds))
  }
}

extension ProgramHarness.Bill {
  fileprivate func isPaid(_ key: String, _ session: SessionID) -> Bool {
    self.session == session && effect.key == key && status == .paid
  }

  fileprivate func isHeld(_ key: String) -> Bool { effect.key == key && status == .held }
}
