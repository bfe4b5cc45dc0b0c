import Crypto
import Gate
import QRCode
import Store
package import Wire

/// The pass of a day: signed for one device, with the highest fare held behind it.
extension Platform {
  /// How long after its day something stays held for rides that gates have not told yet: six hours.
  static let passGraceMilliseconds: Int64 = 6 * 3_600_000
  /// How much longer the hold lasts than the pass, so that the pass always ends it: a day.
  private static let holdMarginMilliseconds: Int64 = 86_400_000

  /// Gives a device its pass of the day; asking again gives the same pass.
  package func gatePass(
    _ caller: Person, _ params: GatePassMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    var outcome = try once(caller.keyScope, body, money: true, now: now) { plan in
      try pass(caller, params, &plan, now: now)
    }
    // The secret is made from the pass each time and never written down.
    if case .success(let answer) = outcome.result {
      outcome.result = .success(try withSecret(answer))
    }
    return outcome
  }

  private func withSecret(_ answer: JSON) throws -> JSON {
    let (key, signer) = try gateKeys()
    guard var object = answer.object, let signed = object["signed"]?.string,
      let pass = GatePass(signed: signed, verifier: signer.publicKey)
    else { throw Refusal(PlatformError.keyLost, ["key": "signing"]) }
    let dayKey = try MACKey(GateKey.day(pass.day, pass.shortID, from: key))
    object["secret"] = .string(Hex.encode(GateKey.secret(of: pass, dayKey: dayKey)))
    return .object(object)
  }

  func gateKeys() throws -> (key: MACKey, signer: SigningKey) {
    guard let gate = keys.gate else { throw Refusal(PlatformError.keyLost, ["key": "gate"]) }
    return gate
  }

  private func pass(
    _ caller: Person, _ params: GatePassMethod.Params, _ plan: inout Plan, now: Instant
  ) throws -> GatePassMethod.Result {
    let (session, release) = try ownSession(caller, params.session)
    guard let maximum = release.manifest.maximumFare,
      let short = PlatformCode.ShortID(release.shortID)
    else { throw Refusal(GateError.none) }
    let device = try device(params.device, of: caller)
    let merchant = release.manifest.merchant
    try payUnpaid(of: caller, to: merchant, &plan, now: now)
    let day = ServiceDay.number(at: now.milliseconds)
    let ends = Instant(
      milliseconds: ServiceDay.start(of: day + 1) + Platform.passGraceMilliseconds)
    if var known = try pass(release.key.app, device: params.device, day: day) {
      if known.hold == nil {
        known.hold = try planHold(known.maximum, caller, merchant, until: ends, &plan, now: now)
        known.status = .good
        update(known, &plan)
      }
      return answer(known, now: now)
    }
    let (_, signer) = try gateKeys()
    let made = GatePass(
      shortID: short, id: random.bytes(GatePass.idByteCount), device: device, day: day,
      maximumFare: maximum)
    let hold = try planHold(maximum, caller, merchant, until: ends, &plan, now: now)
    let row = try newRow("gate_pass", &plan)
    let name = PassID(newName("g_"))
    let signed = made.signed(with: signer)
    plan.write(
      "INSERT INTO gate_pass(id, public, opaque, person, app, session, device, day, maximum,"
        + " signed, hold, status, ends) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'good', ?)",
      .integer(row), .text(name.text), .text(Hex.encode(made.id)), .integer(caller.row),
      .text(release.key.app.text), .integer(session.id), .text(params.device), .integer(day),
      .integer(maximum), .text(signed), .integer(hold.rawValue), .integer(ends.milliseconds))
    return GatePassMethod.Result(
      pass: name, app: release.key.app, signed: signed, secret: "",
      from: Instant(milliseconds: ServiceDay.start(of: day)),
      until: Instant(milliseconds: ServiceDay.start(of: day + 1)),
      maximumFare: Money(maximum, .krw), now: now)
  }

  private func answer(_ pass: GatePassRow, now: Instant) -> GatePassMethod.Result {
    GatePassMethod.Result(
      pass: pass.name, app: pass.app, signed: pass.signed, secret: "",
      from: Instant(milliseconds: ServiceDay.start(of: pass.day)),
      until: Instant(milliseconds: ServiceDay.start(of: pass.day + 1)),
      maximumFare: Money(pass.maximum, .krw), now: now)
  }

  /// A session that is the caller's alone: what gates tell of them must reach nobody else.
  private func ownSession(
    _ caller: Person, _ name: SessionID
  ) throws -> (SessionRow, Release) {
    guard let session = try session(name), session.kind == .customer,
      session.door.hasSuffix(" \(caller.person.text)")
    else { throw Refusal(SessionError.unknown) }
    guard !session.isEnded else { throw Refusal(SessionError.ended) }
    guard let release = try release(session.release) else {
      preconditionFailure("session \(session.name) runs a release that is gone")
    }
    return (session, release)
  }

  private func device(_ text: String, of caller: Person) throws -> VerifyingKey {
    let isOwn = try sql(
      "SELECT 1 FROM device WHERE credential = ? AND person = ? AND revoked IS NULL"
    )
    .first(.text("device:" + text), .integer(caller.row)) { _ in true }
    guard isOwn == true, let bytes = Hex.decode(text) else {
      throw Refusal(GateError.deviceUnknown)
    }
    return try VerifyingKey(bytes)
  }

  /// Holds the highest fare, or says what is short.
  func planHold(
    _ amount: Int64, _ person: Person, _ merchant: MerchantID, until ends: Instant,
    _ plan: inout Plan, now: Instant
  ) throws -> TransferNumber {
    var ledgerPlan = plan.ledger ?? ledger.plan(now: now)
    let from = try ledgerPlan.open(Platform.owner(person.person), .user, .krw)
    let to = try ledgerPlan.open(Platform.owner(merchant), .merchant, .krw)
    let duration = ends.milliseconds - now.milliseconds + Platform.holdMarginMilliseconds
    let outcome = try ledgerPlan.hold(
      Leg(from: from, to: to, amount: Money(amount, .krw)), forMilliseconds: duration, key: nil)
    guard let record = outcome.record else {
      throw outcome.refusal.map { wire($0) }
        ?? Refusal(PlatformError.internalFault, ["reason": "no outcome"])
    }
    plan.ledger = ledgerPlan
    return record.id
  }

  /// What a gate needs to decide alone for the day.
  package func gateKeys(
    _ caller: Person, _ params: GateKeysMethod.Params, now: Instant
  ) throws -> GateKeysMethod.Result {
    let release = try currentRelease(params.app)
    _ = try requireRole(
      caller, at: release.manifest.merchant, oneOf: [.gate, .manager, .owner])
    guard release.manifest.maximumFare != nil,
      let short = PlatformCode.ShortID(release.shortID)
    else { throw Refusal(GateError.none) }
    let (key, signer) = try gateKeys()
    let day = ServiceDay.number(at: now.milliseconds)
    return GateKeysMethod.Result(
      app: params.app, shortID: short.text, verifier: Hex.encode(signer.publicKey.bytes),
      day: day, dayKey: Hex.encode(GateKey.day(day, short, from: key)),
      until: Instant(milliseconds: ServiceDay.start(of: day + 1)),
      stopped: try stoppedPasses(params.app, day: day), now: now)
  }
}
