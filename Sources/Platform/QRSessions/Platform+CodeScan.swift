import Crypto
import QRCode
import Store
package import Wire

/// Scanning an issued code: who may, what it changes, and where it leads.
extension Platform {
  /// A genuine code of ours for a while; the check proves that it was issued, so one that is gone
  /// has expired.
  func issued(_ place: String) throws -> CodeRow {
    guard let code = try code(place: place) else { throw Refusal(QRError.expired) }
    return code
  }

  /// What scanning a session code comes to: the scanner enters the session it was made in.
  func scanSession(
    _ caller: Person, _ place: String, _ body: RequestBody, now: Instant
  ) throws -> CallStep {
    var code = try issued(place)
    guard let row = code.session, let session = try session(row: row) else {
      throw Refusal(QRError.unknown)
    }
    var plan = Plan()
    let before = code.machine
    try code.machine.scan(by: caller.row, now: now)
    guard !session.isEnded else { throw Refusal(SessionError.ended) }
    guard let release = try release(session.release) else {
      preconditionFailure("session \(session.name) runs a release that is gone")
    }
    let entry = try session.entry.decode(CallContext.Entry.self)
    let door = CallTicket.Door(
      kind: .customer, text: session.door, place: session.place, entry: entry, bill: nil)
    let route = entry.route.flatMap { release.manifest.route($0) }
    guard let feature = code.feature ?? route?.feature else { throw Refusal(QRError.unknown) }
    let step = try ticket(
      caller, release, feature: feature,
      arguments: code.feature == nil ? .object(entry.params) : code.arguments, door: door, body,
      wasScanned: true, now: now)
    guard case .call(var ticket) = step else { return step }
    // Bound before the program is called: of two scanners at once only one gets that far. A code
    // for many binds nobody, so its scan is counted with the call and costs no commit of its own.
    if code.machine != before {
      code.scans += 1
      try update(&code, &plan, now: now)
      try apply(plan)
    }
    ticket.code = code.id
    return .call(ticket)
  }

  /// A single-use code is used up with the call that it led to; who made one for many uses hears
  /// of each scan.
  func consumeCode(of ticket: CallTicket, _ plan: inout Plan, now: Instant) throws {
    guard let row = ticket.code, var code = try code(row: row) else { return }
    guard code.machine.uses == .single else {
      code.scans += 1
      return try update(&code, &plan, now: now)
    }
    // It was scanned in time; how long the program took does not count.
    let latest = code.machine.expires.adding(milliseconds: -1)
    try code.machine.consume(now: min(now, latest), from: .scanned)
    try update(&code, &plan, now: now)
  }

  /// The first scanner of a login code binds it and is asked to confirm; the code says nothing
  /// about the new device but what it calls itself.
  func scanLogin(
    _ caller: Person, _ place: String, _ body: RequestBody, now: Instant
  ) throws -> CallStep {
    .answer(
      try once(caller.keyScope, body, now: now) { plan in
        var code = try issued(place)
        guard code.maker != caller.row else { throw Refusal(QRError.unknown) }
        let before = code.machine
        try code.machine.scan(by: caller.row, now: now)
        if code.machine != before {
          code.scans += 1
          try update(&code, &plan, now: now)
        }
        return ScanReply(kind: .login, code: try view(code, for: caller.row, now: now))
      })
  }

  /// A code for a till or a gate: staff hear what takes it, nobody else hears anything.
  func scanForStaff(_ caller: Person, kind: ScanReply.Kind, roles: [Role]) throws -> CallStep {
    let known = try sql("SELECT merchant, role FROM staff WHERE person = ? ORDER BY merchant")
      .rows(.integer(caller.row)) { ($0.text(0), Role(rawValue: $0.text(1))) }
    for (merchant, role) in known {
      guard let role, roles.contains(role) else { continue }
      let reply = ScanReply(kind: kind, role: StaffRole(merchant: MerchantID(merchant), role: role))
      return .answer(Outcome(JSON(encoding: reply)))
    }
    throw Refusal(QRError.forStaff)
  }

  /// A code for who made or scanned it; for everybody else there is none.
  private func own(_ name: CodeID, _ caller: Person) throws -> CodeRow {
    guard let code = try code(name),
      code.maker == caller.row || code.machine.scanner == caller.row
    else { throw Refusal(QRError.unknown) }
    return code
  }

  /// Shows a code to who made or scanned it.
  package func qrShow(_ caller: Person, _ name: CodeID, now: Instant) throws -> CodeView {
    try view(try own(name, caller), for: caller.row, now: now)
  }

  /// Cancels a code that is not used yet.
  package func qrCancel(
    _ caller: Person, _ params: QRCancelMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      var code = try own(params.code, caller)
      try code.machine.cancel(now: now)
      try update(&code, &plan, now: now)
      return try view(code, for: caller.row, now: now)
    }
  }

  /// Confirms a code: a login by who scanned it, a charge by who pays it.
  package func qrConfirm(
    _ caller: Person, _ params: QRConfirmMethod.Params, _ body: RequestBody,
    proof: PINProof? = nil, now: Instant
  ) throws -> Outcome<JSON> {
    // A code that nobody knows is refused inside, so that the refusal sticks to the key.
    let isMoney = try code(params.code)?.purpose == .pay
    return try once(caller.keyScope, body, money: isMoney, now: now) { plan in
      var code = try own(params.code, caller)
      switch code.purpose {
      case .login:
        try code.machine.confirm(by: caller.row, now: now)
        try update(&code, &plan, now: now)
      case .pay: try confirmCharge(&code, caller, params, body, proof, &plan, now: now)
      case .invite, .program:
        throw Refusal(
          QRError.wrongStatus, ["status": .string(code.machine.at(now).status.rawValue)])
      }
      return try view(code, for: caller.row, now: now)
    }
  }

  /// The new device takes what was confirmed, once: its key becomes one of the confirmer's.
  package func qrClaim(
    _ caller: Person, _ params: QRClaimMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      var code = try own(params.code, caller)
      guard code.purpose == .login else { throw Refusal(QRError.unknown) }
      // Whose answer was lost comes back as the confirmer: what was done is shown again.
      if code.machine.scanner == caller.row, code.machine.status == .consumed {
        return try view(code, for: caller.row, now: now)
      }
      guard code.maker == caller.row else { throw Refusal(QRError.unknown) }
      try code.machine.consume(now: now, from: .confirmed)
      guard let owner = code.machine.scanner else {
        preconditionFailure("a confirmed code has a scanner")
      }
      try enrol(deviceOf: caller, named: code.device, for: owner, &plan, now: now)
      try update(&code, &plan, now: now)
      return try view(code, for: caller.row, now: now)
    }
  }
}
