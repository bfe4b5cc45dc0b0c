import Crypto
import Store
package import Wire

/// The PIN: a try is counted and committed before its hash is computed, elsewhere; the core itself
/// never computes one.
extension Platform {
  /// Wrong tries in a row before the PIN is locked.
  static let pinTryLimit = 5
  /// How long it is locked then, and after every further wrong try; the last repeats. In seconds.
  static let pinLockSeconds: [Int64] = [60, 300, 1_800, 7_200, 86_400]
  static let pinNonceBytes = 16

  private struct StoredPIN {
    let salt: [UInt8]
    let hash: [UInt8]
    let at: Instant
    let tries: Int
    let lockedUntil: Instant?
    let nonce: [UInt8]
  }

  private func storedPIN(_ person: Int64) throws -> StoredPIN? {
    try sql("SELECT salt, hash, at, tries, locked_until, nonce FROM pin WHERE person = ?")
      .first(.integer(person)) { row in
        StoredPIN(
          salt: row.blob(0), hash: row.blob(1), at: Instant(milliseconds: row.integer(2)),
          tries: Int(row.integer(3)),
          lockedUntil: row.optionalInteger(4).map(Instant.init(milliseconds:)),
          nonce: row.optionalBlob(5) ?? [])
      }
  }

  /// The digits under the pepper: a stolen file alone cannot be searched for them.
  private func peppered(_ pin: String) -> [UInt8] {
    keys.pepper.tag(Array("madang/pin/1".utf8) + Array(pin.utf8))
  }

  /// Counts a try; from here on it is a wrong one until ``finishPIN(_:hash:now:)`` says otherwise,
  /// so that ending the daemon in the middle gives nobody a free try.
  package func beginPIN(
    _ caller: Person, _ pin: String, _ body: RequestBody, now: Instant
  ) throws -> Result<PINAttempt, Refusal> {
    guard let stored = try storedPIN(caller.row) else {
      return .failure(Refusal(AuthorizationError.pinUnset))
    }
    if let until = stored.lockedUntil, now < until { return .failure(locked(until, now)) }
    let tries = stored.tries + 1
    let nonce = random.bytes(Platform.pinNonceBytes)
    var plan = Plan()
    plan.write(
      "UPDATE pin SET tries = ?, locked_until = ?, nonce = ? WHERE person = ?",
      .integer(Int64(tries)), .integer(Platform.lock(after: tries, now: now)?.milliseconds),
      .blob(nonce), .integer(caller.row))
    try apply(plan)
    activities[caller.row] = nil
    return .success(
      PINAttempt(
        person: caller.row, nonce: nonce, body: body, password: peppered(pin), salt: stored.salt))
  }

  /// Until when so many wrong tries lock it.
  private static func lock(after tries: Int, now: Instant) -> Instant? {
    guard tries >= pinTryLimit else { return nil }
    let step = min(tries - pinTryLimit, pinLockSeconds.count - 1)
    return now.adding(seconds: pinLockSeconds[step])
  }

  private func locked(_ until: Instant, _ now: Instant) -> Refusal {
    Refusal(
      AuthorizationError.pinLocked, ["until": .string(until.iso8601)],
      retryAfterMilliseconds: until.milliseconds - now.milliseconds)
  }

  /// What a counted try came to, from the hash that was computed elsewhere.
  package func finishPIN(
    _ attempt: PINAttempt, hash: [UInt8], now: Instant
  ) throws -> Result<PINProof, Refusal> {
    guard let stored = try storedPIN(attempt.person) else {
      return .failure(Refusal(AuthorizationError.pinUnset))
    }
    // Only the newest try may end, and only once; an older one stays the wrong one it counts as.
    let isNewest = ConstantTime.isEqual(stored.nonce, attempt.nonce)
    guard isNewest, ConstantTime.isEqual(stored.hash, hash) else {
      if let until = stored.lockedUntil, now < until { return .failure(locked(until, now)) }
      let left = max(0, Platform.pinTryLimit - stored.tries)
      return .failure(Refusal(AuthorizationError.pinWrong, ["left": .integer(Int64(left))]))
    }
    var plan = Plan()
    plan.write(
      "UPDATE pin SET tries = 0, locked_until = NULL, nonce = NULL WHERE person = ?",
      .integer(attempt.person))
    try apply(plan)
    activities[attempt.person] = nil
    return .success(
      PINProof(
        person: attempt.person, body: attempt.body,
        expires: now.adding(seconds: PINProof.lifetimeSeconds)))
  }

  /// Checks the digits of a new PIN and whether the present one is needed.
  package func prepareNewPIN(
    _ caller: Person, _ pin: String, provesPresent: Bool
  ) throws -> Result<NewPIN, Refusal> {
    if try storedPIN(caller.row) != nil, !provesPresent {
      return .failure(Refusal(AuthorizationError.pinRequired))
    }
    guard PINRules.isStrong(pin) else { return .failure(Refusal(AuthorizationError.pinWeak)) }
    return .success(
      NewPIN(
        person: caller.row, password: peppered(pin),
        salt: random.bytes(PasswordHash.saltByteCount)))
  }

  /// Stores a PIN whose hash was computed elsewhere.
  package func setPIN(
    _ caller: Person, _ new: NewPIN, hash: [UInt8], proof: PINProof?, _ body: RequestBody,
    now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      let isSet = try storedPIN(caller.row) != nil
      let isProved = proof?.covers(caller, body, now: now) ?? false
      // It may have been set by another device while this one was hashed.
      guard new.person == caller.row, !isSet || isProved else {
        throw Refusal(AuthorizationError.pinRequired)
      }
      plan.write(
        "INSERT INTO pin(person, salt, hash, at) VALUES (?, ?, ?, ?) ON CONFLICT(person) DO UPDATE"
          + " SET salt = excluded.salt, hash = excluded.hash, at = excluded.at, tries = 0,"
          + " locked_until = NULL, nonce = NULL",
        .integer(caller.row), .blob(new.salt), .blob(hash), .integer(now.milliseconds))
      activities[caller.row] = nil
      return PinSetMethod.Result(set: now)
    }
  }

  /// What is known about the caller's PIN.
  package func pinShow(_ caller: Person, now: Instant) throws -> PinShowMethod.Result {
    let stored = try storedPIN(caller.row)
    let until = stored?.lockedUntil.flatMap { now < $0 ? $0 : nil }
    return PinShowMethod.Result(
      isSet: stored != nil, set: stored?.at,
      triesLeft: until == nil ? max(1, Platform.pinTryLimit - (stored?.tries ?? 0)) : 0,
      lockedUntil: until, quickPay: try quickPay(caller),
      quickPayLimit: tiers.limits(caller.tier).quickPay, sealWord: sealWord(of: caller))
  }

  /// Sets up to which amount no PIN is asked for; raising it takes the PIN.
  package func pinQuickPay(
    _ caller: Person, _ params: PinQuickPayMethod.Params, _ body: RequestBody, proof: PINProof?,
    now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      let limit = tiers.limits(caller.tier).quickPay
      guard (0...limit).contains(params.amount) else {
        throw Refusal(
          AuthorizationError.quickPayLimit,
          ["limit": .string(Money(limit, .krw).formatted)])
      }
      let isProved = proof?.covers(caller, body, now: now) ?? false
      guard try params.amount <= quickPay(caller) || isProved else {
        throw Refusal(AuthorizationError.pinRequired)
      }
      plan.write(
        "INSERT INTO quick_pay(person, amount) VALUES (?1, ?2)"
          + " ON CONFLICT(person) DO UPDATE SET amount = ?2",
        .integer(caller.row), .integer(params.amount))
      activities[caller.row] = nil
      return PinQuickPayMethod.Result(quickPay: params.amount)
    }
  }
}
