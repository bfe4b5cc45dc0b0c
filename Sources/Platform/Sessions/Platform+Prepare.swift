import Crypto
import Store
package import Wire

/// The first half of a call: who may call what, and what the program is told.
extension Platform {
  /// The one way in: a scanned text leads to a page, or makes its scanner staff.
  package func prepareScan(
    _ caller: Person, payload: String, _ body: RequestBody, now: Instant
  ) throws -> CallStep {
    try step(caller, body, now: now) {
      switch try destination(of: payload) {
      case .invitation(let place):
        return .answer(try accept(invitation: place, caller, body, now: now))
      case .login(let place): return try scanLogin(caller, place, body, now: now)
      case .session(let place): return try scanSession(caller, place, body, now: now)
      case .product(let product, let app):
        return try scanProduct(caller, product, only: app, body, now: now)
      case .staffOnly(let kind, let roles):
        return try scanForStaff(caller, kind: kind, roles: roles)
      case .route(let release, let route, let params):
        return try enter(
          caller, release, route, params, body, wasScanned: true, now: now)
      }
    }
  }

  /// Opens an app by a route, from search or a link.
  package func prepareOpen(
    _ caller: Person, _ params: SessionOpenMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> CallStep {
    try step(caller, body, now: now) {
      let release = try currentRelease(params.app)
      guard let route = release.manifest.route(params.route), route.kind == .customer else {
        throw Refusal(SessionError.featureUnknown, ["feature": .string(params.route)])
      }
      let checked = try checked(params.params ?? [:], of: route)
      return try enter(caller, release, route, checked, body, wasScanned: false, now: now)
    }
  }

  private func enter(
    _ caller: Person, _ release: Release, _ route: Manifest.Route, _ params: JSONObject,
    _ body: RequestBody, wasScanned: Bool, now: Instant
  ) throws -> CallStep {
    try ticket(
      caller, release, feature: route.feature, arguments: .object(params),
      door: door(of: route, params, caller), body, wasScanned: wasScanned, now: now)
  }

  /// Where a route leads with its parameters.
  func door(
    of route: Manifest.Route, _ params: JSONObject, _ caller: Person
  ) -> CallTicket.Door {
    let own = route.isOwn ? " \(caller.person.text)" : ""
    return CallTicket.Door(
      kind: .customer,
      text: "\(route.code) \(JSON.object(params).canonical.text)\(own)",
      place: Platform.place(of: route, params),
      entry: CallContext.Entry(route: route.code, params: params), bill: nil)
  }

  /// What people call the place that a route's parameters name; nil where it has none.
  private static func place(of route: Manifest.Route, _ params: JSONObject) -> LocalizedText? {
    guard let first = params.members.first else { return nil }
    let place = route.place ?? LocalizedText("\(first.key) {\(first.key)}")
    return place.map { text in
      params.members.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value.text) }
    }
  }

  /// Opens a staff feature of an app; its session is that person's own.
  package func prepareShop(
    _ caller: Person, _ params: ShopOpenMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> CallStep {
    try step(caller, body, now: now) {
      let release = try currentRelease(params.app)
      _ = try requireRole(caller, at: release.manifest.merchant)
      let door = CallTicket.Door(
        kind: .staff, text: "staff \(caller.person.text)", place: nil,
        entry: CallContext.Entry(), bill: nil)
      return try ticket(
        caller, release, feature: params.feature, arguments: [:], door: door, body,
        wasScanned: false, now: now)
    }
  }

  /// Opens a receipt action of a paid bill; for its payer.
  package func prepareReceipt(
    _ caller: Person, _ params: ReceiptOpenMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> CallStep {
    try step(caller, body, now: now) {
      guard let bill = try bill(params.bill), bill.paidBy == caller.row else {
        throw Refusal(BillError.unknown)
      }
      guard bill.status == .paid else { throw Refusal(BillError.notPaid) }
      let app = try sql("SELECT app FROM receipt_action WHERE action = ?")
        .first(.text(params.action)) { AppID($0.text(0)) }
      guard let app, bill.receipt == nil else {
        throw Refusal(BillError.actionUnknown, ["action": .string(params.action)])
      }
      let release = try currentRelease(app)
      guard let feature = release.manifest.receiptActions[params.action] else {
        throw Refusal(BillError.actionUnknown, ["action": .string(params.action)])
      }
      let receipt = try receipt(bill, for: release.manifest.merchant)
      let door = CallTicket.Door(
        kind: .receipt, text: "receipt \(bill.name.text) \(params.action)", place: nil,
        entry: CallContext.Entry(receipt: receipt), bill: bill.id)
      return try ticket(
        caller, release, feature: feature, arguments: [:], door: door, body, wasScanned: false,
        now: now)
    }
  }

  /// Calls a feature of a session the caller is in.
  package func prepareCall(
    _ caller: Person, _ params: SessionCallMethod.Params, _ body: RequestBody?, now: Instant
  ) throws -> CallStep {
    try step(caller, body, now: now) {
      guard let session = try session(params.session) else {
        throw Refusal(SessionError.unknown)
      }
      let members = try members(of: session.id)
      guard members.contains(where: { $0.person == caller.row && $0.isHere }) else {
        throw Refusal(SessionError.unknown)
      }
      guard !session.isEnded else { throw Refusal(SessionError.ended) }
      try checkAlive(session.release.app)
      if let update = try update(of: session, now: now) { return .call(update) }
      guard let release = try release(session.release) else {
        preconditionFailure("session \(session.name) runs a release that is gone")
      }
      let feature = try allowed(params.feature, in: release, session.kind, caller)
      guard feature.isQuery || body != nil else {
        throw Refusal(RequestError.invalid, ["pointer": "/key", "reason": "is missing"])
      }
      if feature.confirms, params.seenRev != session.rev {
        throw Refusal(SessionError.stale, ["rev": .integer(session.rev)])
      }
      let arguments = JSON.object(params.arguments ?? [:])
      try check(arguments)
      if let sheet = try consentSheet(caller, release, feature) {
        return try asking(sheet, in: session, release)
      }
      return .call(
        CallTicket(
          release: release, feature: feature,
          context: try context(
            session, caller, release, members: members, seenRev: params.seenRev, joining: false,
            now: now),
          arguments: arguments, caller: caller, body: feature.isQuery ? nil : body,
          wasScanned: false, owed: nil,
          target: .session(row: session.id, rev: session.rev, peopleRev: session.peopleRev),
          joins: false, facts: CallTicket.SessionFacts(session)))
    }
  }

  func check(_ arguments: JSON) throws {
    guard arguments.byteCount <= CallContext.argumentByteLimit else {
      throw Refusal(
        SessionError.arguments,
        [
          "pointer": "",
          "reason": .string("are larger than \(CallContext.argumentByteLimit) bytes"),
        ])
    }
  }

  /// A feature that this caller may call in a session of this kind.
  func allowed(
    _ name: String, in release: Release, _ kind: SessionKind, _ caller: Person
  ) throws -> Manifest.Feature {
    guard let feature = release.manifest.feature(name) else {
      throw Refusal(SessionError.featureUnknown, ["feature": .string(name)])
    }
    let refusal = Refusal(SessionError.featureNotAllowed, ["feature": .string(name)])
    switch feature.visibility {
    case .system: throw refusal
    case .person: guard kind != .staff else { throw refusal }
    case .staff:
      // Asked at every call, so that a role that was taken away is gone at once.
      guard kind == .staff, let role = try role(caller.row, at: release.manifest.merchant),
        feature.roles.isEmpty || feature.roles.contains(role) || role == .owner
      else { throw refusal }
    }
    guard caller.tier >= feature.tier else {
      throw Refusal(
        AuthError.tierTooLow,
        ["needed": .string(feature.tier.rawValue), "tier": .string(caller.tier.rawValue)])
    }
    return feature
  }

  /// A ticket for a call behind a door: into the open session there, or into a new one.
  func ticket(
    _ caller: Person, _ release: Release, feature name: String, arguments: JSON,
    door: CallTicket.Door, _ body: RequestBody, wasScanned: Bool, now: Instant
  ) throws -> CallStep {
    try checkAlive(release.key.app)
    var door = door
    var present = try openSession(release.key.app, door: door.text)
    if let old = present, isOver(old, release, now: now) {
      door.replaces = old.id
      present = nil
    }
    if let present, let update = try update(of: present, now: now) { return .call(update) }
    // An open session finishes on the version it started with.
    let release = try present.flatMap { try self.release($0.release) } ?? release
    let feature = try allowed(name, in: release, door.kind, caller)
    guard let present else {
      let person = CallContext.Person(
        id: pairwise(caller.person, release.manifest.merchant), number: 1)
      let session = CallContext.Session(
        id: SessionID(newName("s_")), kind: door.kind, rev: 0, state: .null, people: [person])
      var context = try context(session, caller, release, entry: door.entry, now: now)
      try tellGranted(&context, release, session: nil, caller: caller, now: now)
      return .call(
        CallTicket(
          release: release, feature: feature, context: context, arguments: arguments,
          caller: caller, body: body, wasScanned: wasScanned, owed: nil, target: .new(door),
          joins: true))
    }
    let members = try members(of: present.id)
    let isHere = members.contains { $0.person == caller.row && $0.isHere }
    guard isHere || members.count(where: \.isHere) < CallContext.peopleLimit else {
      throw Refusal(
        SessionError.full, ["limit": .integer(Int64(CallContext.peopleLimit))])
    }
    return .call(
      CallTicket(
        release: release, feature: feature,
        context: try context(
          present, caller, release, members: members, seenRev: nil, joining: !isHere, now: now),
        arguments: arguments, caller: caller, body: body, wasScanned: wasScanned, owed: nil,
        target: .session(row: present.id, rev: present.rev, peopleRev: present.peopleRev),
        joins: !isHere, facts: CallTicket.SessionFacts(present)))
  }

  /// How long an open session waits for people to come back: three hours.
  static let sessionIdleSeconds: Int64 = 3 * 3_600

  /// Whether who comes now begins anew: the table of people who are long gone, or a staff session
  /// of an older version.
  private func isOver(_ session: SessionRow, _ current: Release, now: Instant) -> Bool {
    switch session.kind {
    case .customer: now >= session.touched.adding(seconds: Platform.sessionIdleSeconds)
    case .staff: session.release != current.key
    case .receipt, .topic: false
    }
  }

  /// What a program is told about a session that is there.
  func context(
    _ session: SessionRow, _ caller: Person?, _ release: Release, members: [Member]? = nil,
    seenRev: Int64?, joining: Bool, now: Instant
  ) throws -> CallContext {
    let merchant = release.manifest.merchant
    let members = try members ?? self.members(of: session.id)
    var viewer: PairwiseID?
    var people: [CallContext.Person] = []
    for member in members where member.isHere {
      let id = pairwise(member.name, merchant)
      if member.person == caller?.row { viewer = id }
      people.append(CallContext.Person(id: id, number: member.number))
    }
    if joining, let caller {
      people.append(
        CallContext.Person(
          id: pairwise(caller.person, merchant), number: number(of: caller.row, in: members)))
      people.sort { $0.number < $1.number }
    }
    let told = CallContext.Session(
      id: session.name, kind: session.kind, rev: session.rev, state: session.state,
      people: people)
    var context = try context(
      told, caller, as: viewer, release, entry: try session.entry.decode(CallContext.Entry.self),
      now: now)
    context.seenRev = seenRev
    try tellGranted(&context, release, session: session.id, caller: caller, now: now)
    return context
  }

  /// The number a person has or would get in a session; numbers are never used twice.
  func number(of person: Int64, in members: [Member]) -> Int {
    members.first { $0.person == person }?.number ?? (members.map(\.number).max() ?? 0) + 1
  }

  private func context(
    _ session: CallContext.Session, _ caller: Person?, as viewer: PairwiseID? = nil,
    _ release: Release, entry: CallContext.Entry, now: Instant
  ) throws -> CallContext {
    let merchant = release.manifest.merchant
    var role = Role.system
    if let caller {
      role =
        session.kind == .staff ? try self.role(caller.row, at: merchant) ?? .customer : .customer
    }
    let seed = random.bytes(8).reduce(Int64(0)) { $0 << 8 | Int64($1) } & Int64.max
    return CallContext(
      id: newName("c_"), now: now, seed: seed, session: session,
      viewer: CallContext.Viewer(
        id: caller.map { viewer ?? pairwise($0.person, merchant) }, role: role,
        tier: caller?.tier ?? .full, lang: caller?.lang ?? release.manifest.lang),
      entry: entry, config: release.manifest.config)
  }

  /// The same call again after a conflict, on what is there now; its identity stays.
  package func prepareAgain(
    _ ticket: CallTicket, after conflict: CallContext.Conflict, now: Instant
  ) throws -> CallTicket {
    let door: CallTicket.Door? =
      if case .new(let door) = ticket.target { door } else { nil }
    let present =
      try door.flatMap { try openSession(ticket.release.key.app, door: $0.text) }
      ?? session(ticket.context.session.id)
    var again = ticket
    if let present {
      guard !present.isEnded || ticket.owed != nil else { throw Refusal(SessionError.ended) }
      let members = try members(of: present.id)
      let isHere = members.contains { $0.person == ticket.caller?.row && $0.isHere }
      let joins = ticket.joins && !isHere
      again = CallTicket(
        release: ticket.release, feature: ticket.feature,
        context: try context(
          present, ticket.caller, ticket.release, seenRev: ticket.context.seenRev,
          joining: joins, now: now),
        arguments: ticket.arguments, caller: ticket.caller, body: ticket.body,
        wasScanned: ticket.wasScanned, owed: ticket.owed,
        target: .session(row: present.id, rev: present.rev, peopleRev: present.peopleRev),
        joins: joins, code: ticket.code, isUpdate: ticket.isUpdate, proposal: ticket.proposal)
    }
    again.context.id = ticket.context.id
    again.context.seed = ticket.context.seed
    again.context.attempt = ticket.context.attempt + 1
    again.context.conflict = conflict
    if let owed = ticket.owed { try noteSent(owed, attempt: ticket.context.attempt) }
    return again
  }
}
