import Wire

@testable import Platform

/// Calls of the shops' programs, which do what the simulation says.
extension Simulation {
  /// Sits somebody down at any table of a shop.
  func visit(_ person: Int, _ shop: Int) throws -> SessionID {
    let caller = world.people[person]
    let params = SessionOpenMethod.Params(
      key: world.newKey(), app: Self.app(shop), route: "table",
      params: ["table": .integer(Int64(pick(100) + 1))])
    let ticket = try call { platform, now in
      try platform.prepareOpen(
        caller, params, self.world.body(SessionOpenMethod.name, params), now: now)
    }
    guard case .done(let reply) = try commit(ticket, page: Page(title: "t")) else {
      throw SimulationFault("nobody is let in")
    }
    return try reply.decode(PageReply.self).session
  }

  /// What a call of a program came to.
  enum Acted {
    case done(JSON)
    /// An effect was refused, by the name of the code; nothing is written.
    case refused(String)
  }

  /// Somebody calls a shop's program, which wants something done.
  func act(_ person: Int, _ session: SessionID, _ effects: Effect...) throws -> Acted {
    let caller = world.people[person]
    let params = SessionCallMethod.Params(
      session: session, feature: "act", key: world.newKey())
    let ticket = try call { platform, now in
      try platform.prepareCall(
        caller, params, self.world.body(SessionCallMethod.name, params), now: now)
    }
    return try commit(ticket, effects: effects)
  }

  /// The same where it must go well.
  func must(_ person: Int, _ session: SessionID, _ effect: Effect) throws -> PageReply {
    switch try act(person, session, effect) {
    case .done(let reply): return try reply.decode(PageReply.self)
    case .refused(let code): throw SimulationFault("\(code): \(effect)")
    }
  }

  /// The programs take in what they are owed, or fail to.
  func deliver() throws {
    let tickets = try world.group { platform in
      try platform.owedCalls(at: self.world.now, limit: 100).compactMap {
        try platform.prepareOwed($0, now: self.world.now)
      }
    }
    for ticket in tickets {
      guard let owed = ticket.owed else { throw SimulationFault("nothing is owed") }
      let shop = (0..<Self.shopCount).first { Self.app($0) == ticket.release.key.app }
      if shop == Self.deafShop || (shop == 1 && pick(2) == 0) {
        try world.group { _ = try $0.failOwed(owed, code: "program.down", now: self.world.now) }
        continue
      }
      guard case .done = try commit(ticket) else { throw SimulationFault("nothing was asked") }
      if let row = owed.bill, let name = try world.platform.bill(row: row)?.name {
        books.confirm(name)
      }
    }
  }

  private func call(_ prepare: (Platform, Instant) throws -> CallStep) throws -> CallTicket {
    guard case .call(let ticket) = try world.group({ try prepare($0, self.world.now) }) else {
      throw SimulationFault("answered without a call")
    }
    return ticket
  }

  private func commit(
    _ ticket: CallTicket, effects: [Effect] = [], page: Page? = nil
  ) throws -> Acted {
    let commit = try world.group {
      try $0.commit(
        ticket, reads: ReadSet(), page: page, state: nil, effects: effects, now: self.world.now)
    }
    switch commit {
    case .done(let outcome): return .done(try outcome.result.get())
    case .conflict(let conflict): return .refused(conflict.code)
    }
  }
}
