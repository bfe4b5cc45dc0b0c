import Crypto
import QRCode
import Store
package import Wire

/// Codes come into being: a person's, or by a program's effect.
extension Platform {
  /// How long a pay code lives: a minute.
  static let payCodeSeconds: Int64 = 60
  /// How long a login code lives: three minutes.
  static let loginCodeSeconds: Int64 = 180
  /// How long an invitation to a session lives: ten minutes.
  static let inviteSeconds: Int64 = 600
  /// Codes of one person or one session that wait at once.
  static let waitingCodeLimit: Int64 = 20
  /// Characters of a new device's name.
  static let deviceNameLength = 1...40

  /// Makes a code that others scan.
  package func qrCreate(
    _ caller: Person, _ params: QRCreateMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      var code: CodeRow
      switch params.purpose {
      case .pay: code = try payCode(caller, &plan, now: now)
      case .login: code = try loginCode(caller, params, &plan, now: now)
      case .invite: code = try inviteCode(caller, params, &plan, now: now)
      case .program:
        throw Refusal(
          RequestError.invalid,
          ["pointer": "/purpose", "reason": "is made by a program's effect"])
      }
      try checkWaiting("maker = ?", caller.row, of: params.purpose)
      insert(code, &plan, now: now)
      return try view(code, for: caller.row, now: now)
    }
  }

  private func checkWaiting(
    _ condition: String, _ row: Int64, of purpose: CodeView.Purpose
  ) throws {
    // A new pay code takes the place of the one before.
    guard purpose != .pay else { return }
    let count = try sql(
      "SELECT count(*) FROM code WHERE \(condition)"
        + " AND status IN ('created', 'scanned', 'confirmed')"
    ).first(.integer(row)) { $0.integer(0) }
    guard count ?? 0 < Platform.waitingCodeLimit else {
      throw Refusal(QRError.tooMany, ["limit": .integer(Platform.waitingCodeLimit)])
    }
  }

  /// 18 digits that nobody has; the one before is cancelled unless a till has asked already.
  private func payCode(_ caller: Person, _ plan: inout Plan, now: Instant) throws -> CodeRow {
    let older = try sql(
      "SELECT \(CodeRow.columns) FROM code WHERE maker = ? AND purpose = 'pay'"
        + " AND status = 'created'"
    ).rows(.integer(caller.row)) { row in Result { try CodeRow(row) } }
    for result in older {
      var old = try result.get()
      guard old.machine.at(now).status.isWaiting else { continue }
      try old.machine.cancel(now: now)
      try update(&old, &plan, now: now)
    }
    return CodeRow(
      id: try newRow("code", &plan), name: CodeID(newName("q_")), place: try freePayDigits(),
      purpose: .pay, maker: caller.row,
      machine: CodeMachine(uses: .single, expires: now.adding(seconds: Platform.payCodeSeconds)))
  }

  private func freePayDigits() throws -> String {
    while true {
      let bits = random.bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      // Below 18 × 10^18 every one of the 10^18 numbers is as likely; the rest is drawn again.
      guard bits < 18_000_000_000_000_000_000 else { continue }
      let number = String(bits % 1_000_000_000_000_000_000)
      let digits = String(repeating: "0", count: Payload.payCodeDigits - number.count) + number
      if try code(place: digits) == nil { return digits }
    }
  }

  private func loginCode(
    _ caller: Person, _ params: QRCreateMethod.Params, _ plan: inout Plan, now: Instant
  ) throws -> CodeRow {
    let name = params.device?.cleaned ?? "device"
    guard Platform.deviceNameLength.contains(name.count) else {
      throw Refusal(
        RequestError.invalid, ["pointer": "/device", "reason": "must have 1 to 40 characters"])
    }
    if let reason = try reasonToStay(caller) {
      throw Refusal(
        IdentityError.deviceInUse, ["reason": .string(reason.text(in: caller.lang))])
    }
    return CodeRow(
      id: try newRow("code", &plan), name: CodeID(newName("q_")),
      place: PlatformCode.Place(opaque: random.bytes(10)).text, purpose: .login,
      maker: caller.row, device: name,
      machine: CodeMachine(
        uses: .single, expires: now.adding(seconds: Platform.loginCodeSeconds)))
  }

  private func inviteCode(
    _ caller: Person, _ params: QRCreateMethod.Params, _ plan: inout Plan, now: Instant
  ) throws -> CodeRow {
    guard let name = params.session, let session = try session(name), session.kind == .customer,
      try members(of: session.id).contains(where: { $0.person == caller.row && $0.isHere })
    else { throw Refusal(SessionError.unknown) }
    guard !session.isEnded else { throw Refusal(SessionError.ended) }
    return CodeRow(
      id: try newRow("code", &plan), name: CodeID(newName("q_")),
      place: PlatformCode.Place(opaque: random.bytes(10)).text, purpose: .invite,
      maker: caller.row, session: session.id,
      machine: CodeMachine(uses: .multi, expires: now.adding(seconds: Platform.inviteSeconds)))
  }

  /// The effect `code`: the newest of its key counts, older ones are cancelled.
  func planCode(
    _ effect: CodeEffect, _ effects: inout EffectPlan, _ plan: inout Plan
  ) throws {
    guard effects.release.manifest.feature(effect.feature)?.visibility == .person else {
      throw Refusal(SessionError.featureUnknown, ["feature": .string(effect.feature)])
    }
    guard effects.codes[effect.key] == nil else {
      throw Refusal(DataError.effectInvalid, ["pointer": "/key", "reason": "was used before"])
    }
    let now = effects.now
    let session = effects.stage.session
    if !effects.stage.isNew {
      let older = try sql(
        "SELECT \(CodeRow.columns) FROM code WHERE session = ? AND name = ?"
          + " AND status IN ('created', 'scanned')"
      ).rows(.integer(session), .text(effect.key)) { row in Result { try CodeRow(row) } }
      for result in older {
        var old = try result.get()
        guard old.machine.at(now).status.isWaiting else { continue }
        try old.machine.cancel(now: now)
        try update(&old, &plan, now: now)
      }
      try checkWaiting("session = ?", session, of: .program)
    }
    guard effects.codes.count < Platform.waitingCodeLimit else {
      throw Refusal(QRError.tooMany, ["limit": .integer(Platform.waitingCodeLimit)])
    }
    let code = CodeRow(
      id: try newRow("code", &plan), name: CodeID(newName("q_")),
      place: PlatformCode.Place(opaque: random.bytes(10)).text, purpose: .program,
      maker: effects.ticket.caller?.row, session: session, feature: effect.feature,
      arguments: .object(effect.arguments),
      machine: CodeMachine(uses: effect.uses, expires: now.adding(seconds: effect.seconds)))
    insert(code, name: effect.key, &plan, now: now)
    effects.codes[effect.key] = try payload(of: code)
  }

  /// The text of the newest waiting code of a session's key; nil where there is none.
  func ownCode(_ key: String, session: Int64, now: Instant) throws -> String? {
    let code = try sql(
      "SELECT \(CodeRow.columns) FROM code WHERE session = ? AND name = ? ORDER BY id DESC LIMIT 1"
    ).first(.integer(session), .text(key)) { row in Result { try CodeRow(row) } }?.get()
    guard let code, code.machine.at(now).status == .created else { return nil }
    return try payload(of: code)
  }
}
