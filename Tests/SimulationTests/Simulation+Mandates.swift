import Wire

@testable import Platform

/// What people let shops charge later: asked for, approved or not, charged, tried again, revoked.
extension Simulation {
  /// After which times since the first try a charge is tried again (wallet.md), in milliseconds.
  private static let retryMilliseconds: [Int64] = [1, 3, 7].map { $0 * 86_400_000 }
  private static let dayMilliseconds: Int64 = 86_400_000

  /// A shop asks somebody, who mostly says yes.
  func proposeMandate() throws {
    let (person, shop) = (pick(books.people.count), pick(Self.shopCount))
    let amount = Int64(pick(30_000) + 1)
    let units = MandateTerms.Unit.allCases
    let terms = MandateTerms(
      maxPerCharge: amount, maxPerPeriod: amount * Int64(pick(3) + 1),
      total: amount * Int64(pick(20) + 4), unit: units[pick(units.count)],
      count: Int64(pick(3) + 1), usage: pick(3) == 0 ? .open : .recurring)
    let effect = MandateEffect(key: world.newKey(), title: "Beans", terms: terms)
    let reply = try must(person, try visit(person, shop), .mandate(effect))
    guard let view = reply.mandate else { throw SimulationFault("nothing was asked") }
    let mandate = SimulationBooks.Mandate(
      name: view.mandate, key: effect.key, person: person, shop: shop, terms: terms,
      expires: view.expires)
    books.mandates[mandate.name] = mandate
    books.waitingMandates.insert(mandate.name)
    switch pick(20) {
    case 0: break
    case 1: try decline(mandate)
    default: try approve(mandate)
    }
  }

  private func approve(_ mandate: SimulationBooks.Mandate) throws {
    let caller = world.people[mandate.person]
    let params = MandateApproveMethod.Params(
      key: world.newKey(), mandate: mandate.name, terms: mandate.terms)
    let body = world.body(MandateApproveMethod.name, params)
    let answer = try world.run {
      try $0.mandateApprove(caller, params, body, proof: proof(caller, body), now: world.now)
    }
    books.mandates[mandate.name]?.status = .active
    books.mandates[mandate.name]?.approved = SeoulDay(world.now)
    books.waitingMandates.remove(mandate.name)
    guard answer["mandate"]?["status"] == "active" else { throw SimulationFault(answer.text) }
  }

  private func decline(_ mandate: SimulationBooks.Mandate) throws {
    let caller = world.people[mandate.person]
    let params = MandateDeclineMethod.Params(key: world.newKey(), mandate: mandate.name)
    let body = world.body(MandateDeclineMethod.name, params)
    try world.run { try $0.mandateDecline(caller, params, body, now: world.now) }
    books.mandates[mandate.name]?.status = .declined
    books.waitingMandates.remove(mandate.name)
  }

  private func pickMandate(_ isFit: (SimulationBooks.Mandate) -> Bool) -> SimulationBooks.Mandate? {
    let fit = books.mandates.values.filter(isFit).sorted { $0.name.text < $1.name.text }
    return fit.isEmpty ? nil : fit[pick(fit.count)]
  }

  /// A shop charges by a mandate, now and then more than it may.
  func charge() throws {
    guard let mandate = pickMandate({ $0.isInUse }) else { return try proposeMandate() }
    let session = try visit(mandate.person, mandate.shop)
    let terms = mandate.terms
    let amount = Int64(pick(Int(terms.maxPerCharge + terms.maxPerCharge / 10))) + 1
    let key = world.newKey()
    let expected = books.refusal(of: amount, by: mandate, at: world.now)
    let available = books.people[mandate.person].available
    let effect = Effect.charge(ChargeEffect(mandate: mandate.key, key: key, amount: amount))
    switch (try act(mandate.person, session, effect), expected) {
    case (.refused(let code), let wanted?) where code == wanted: return
    case (.done, nil): break
    case (let came, _): throw SimulationFault("\(came) instead of \(expected ?? "a charge")")
    }
    let day = SeoulDay(world.now)
    guard let approved = mandate.approved else { throw SimulationFault("charged unasked") }
    books.mandates[mandate.name]?.charges[key] = SimulationBooks.Charge(
      amount: amount, period: terms.period(of: day, approved: approved), created: world.now)
    try read(mandate.name)
    let isPaid = books.mandates[mandate.name]?.charges[key]?.isPaid ?? false
    guard isPaid == (available >= amount) else {
      throw SimulationFault("\(available) there, \(amount) charged: \(isPaid)")
    }
    try compare(person: mandate.person)
  }

  /// Somebody pays what a mandate owes.
  func payOwed() throws {
    guard let mandate = pickMandate({ $0.owed > 0 && ($0.isInUse || $0.status == .pastDue) })
    else { return try charge() }
    let caller = world.people[mandate.person]
    let params = MandateRetryMethod.Params(
      key: world.newKey(), mandate: mandate.name, amount: mandate.owed)
    let body = world.body(MandateRetryMethod.name, params)
    func ask() throws {
      try world.run {
        try $0.mandateRetry(caller, params, body, proof: proof(caller, body), now: world.now)
      }
    }
    guard books.people[mandate.person].available >= mandate.owed else {
      return try expect(WalletError.insufficientFunds, ask)
    }
    try ask()
    try read(mandate.name)
    guard books.mandates[mandate.name]?.owed == 0 else { throw SimulationFault("still owed") }
    try compare(person: mandate.person)
  }

  /// Somebody ends a mandate: nothing is charged by it any more.
  func revoke() throws {
    guard let mandate = pickMandate({ $0.isInUse || $0.status == .pastDue }) else {
      return try proposeMandate()
    }
    let caller = world.people[mandate.person]
    let params = MandateRevokeMethod.Params(key: world.newKey(), mandate: mandate.name)
    let body = world.body(MandateRevokeMethod.name, params)
    try world.run { try $0.mandateRevoke(caller, params, body, now: world.now) }
    books.end(mandate.name, .revoked)
    let effect = Effect.charge(ChargeEffect(mandate: mandate.key, key: world.newKey(), amount: 1))
    let session = try visit(mandate.person, mandate.shop)
    guard case .refused("mandate.not_open") = try act(mandate.person, session, effect) else {
      throw SimulationFault("\(mandate.name) is charged after it was revoked")
    }
    try compare(person: mandate.person)
  }

  /// What the clock did to mandates about which something waits.
  func readMandates(_ names: some Sequence<MandateID>) throws {
    for name in names {
      guard let mandate = books.mandates[name] else { continue }
      if mandate.status == .proposed {
        guard world.now >= mandate.expires else { continue }
        books.end(name, .expired)
      } else if let next = mandate.next, world.now >= next {
        try read(name)
      }
    }
  }

  /// Reads which charges were paid since the last look, and what became of the others.
  private func read(_ name: MandateID) throws {
    guard let known = books.mandates[name] else { return }
    var mandate = known
    let view = try world.platform.mandateShow(
      world.people[mandate.person], name, now: world.now)
    for stored in try world.charges(of: name) {
      guard var charge = mandate.charges[stored.key], !charge.isPaid, !charge.isDropped else {
        continue
      }
      if let bill = stored.bill {
        charge.isPaid = true
        books.note(charge.tries == 0 ? "charged" : "charged later")
        books.move(charge.amount, of: mandate.person, to: mandate.shop)
        books.add(
          SimulationBooks.Bill(
            name: bill, person: mandate.person, shop: mandate.shop, total: charge.amount,
            paidAt: world.now, isConfirmed: true))
      } else if view.status == .lapsed {
        charge.isDropped = true
        books.note("charge lapsed")
      } else if stored.tries > charge.tries {
        charge.next = try next(after: charge, stored.tries)
        charge.tries = stored.tries
        books.note("charge failed \(stored.tries)")
      }
      mandate.charges[stored.key] = charge
    }
    mandate.status = view.status
    mandate.next = view.nextStep
    books.mandates[name] = mandate
    try check(mandate, view)
    if mandate.next == nil {
      books.waitingMandates.remove(name)
    } else {
      books.waitingMandates.insert(name)
    }
  }

  /// When a charge that failed once more is tried next: 1, 3 and 7 days after the first time, then
  /// a week until its mandate ends.
  private func next(after charge: SimulationBooks.Charge, _ tries: Int64) throws -> Instant {
    if let due = charge.next, world.now < due { throw SimulationFault("tried before its time") }
    guard tries == charge.tries + 1 else { throw SimulationFault("tried \(tries) times at once") }
    guard tries <= Self.retryMilliseconds.count else {
      return world.now.adding(milliseconds: 7 * Self.dayMilliseconds)
    }
    return max(
      charge.created.adding(milliseconds: Self.retryMilliseconds[Int(tries) - 1]),
      world.now.adding(milliseconds: Self.dayMilliseconds))
  }

  private func check(_ mandate: SimulationBooks.Mandate, _ view: MandateView) throws {
    let paid = mandate.charges.values.filter(\.isPaid).reduce(0) { $0 + $1.amount }
    let open = mandate.charges.values.filter { !$0.isPaid && !$0.isDropped }
    let owed = open.reduce(0) { $0 + $1.amount }
    let next = open.compactMap(\.next).min()
    let isPastDue = open.contains { $0.tries > Int64(Self.retryMilliseconds.count) }
    let status: MandateView.Status =
      mandate.charges.values.contains(where: \.isDropped)
      ? .lapsed : isPastDue ? .pastDue : .active
    guard
      view.owed == owed, view.chargedTotal == paid, view.nextStep == next, view.status == status
    else {
      throw SimulationFault(
        "\(view) instead of \(status), paid \(paid), owed \(owed), next \(String(describing: next))"
      )
    }
  }
}
