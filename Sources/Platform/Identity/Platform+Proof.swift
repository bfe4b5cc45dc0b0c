import Crypto
import Store
package import Wire

/// Proving who somebody is with a provider: begun here, answered there, taken here once.
extension Platform {
  /// Verifications one person may begin in a day: each may cost money.
  static let verificationsPerDay: Int64 = 10

  /// One verification that is under way.
  struct Verification {
    let name: VerificationID
    let provider: IdentityProvider
    let nonce: String
    let tries: Int64
  }

  /// Begins a verification; what is proved already is used again and costs nothing.
  package func identityStart(
    _ caller: Person, _ params: IdentityStartMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      let provider = try providers.provider(params.provider)
      var result = IdentityStartMethod.Result(
        verification: nil, provider: provider.id, kind: provider.kind.rawValue,
        asks: [], expires: nil)
      if try facts(caller.row).contains(provider.kind.rawValue) {
        count(provider, "reused", &plan)
        return result
      }
      try requireGround(for: provider.kind, caller, now: now)
      let day = now.adding(seconds: -86_400)
      let begun =
        try sql("SELECT count(*) FROM verification WHERE person = ? AND expires > ?")
        .first(.integer(caller.row), .integer(day.milliseconds)) { $0.integer(0) } ?? 0
      guard begun < Platform.verificationsPerDay else {
        throw Refusal(
          IdentityError.tooMany, ["limit": .integer(Platform.verificationsPerDay)])
      }
      let name = VerificationID(newName("v_"))
      let expires = now.adding(seconds: provider.seconds)
      let nonce = Hex.encode(random.bytes(16))
      plan.write(
        "DELETE FROM verification WHERE person = ? AND expires <= ?", .integer(caller.row),
        .integer(day.milliseconds))
      plan.write(
        "INSERT INTO verification(name, person, provider, nonce, expires) VALUES (?, ?, ?, ?, ?)",
        .text(name.text), .integer(caller.row), .text(provider.id),
        .text(nonce), .integer(expires.milliseconds))
      if provider.key != nil { result.nonce = nonce }
      (result.verification, result.asks, result.expires) = (name, provider.asks, expires)
      return result
    }
  }

  /// What must be proved before: a name needs a phone in hand, a document a name.
  private func requireGround(
    for kind: IdentityProvider.Kind, _ caller: Person, now: Instant
  ) throws {
    let facts = try facts(caller.row)
    switch kind {
    case .external: break
    case .name:
      guard try facts.contains("phone") || provedPhone(caller, now: now) != nil else {
        throw Refusal(IdentityError.phoneFirst)
      }
    case .document:
      guard facts.contains("name") else {
        throw Refusal(
          AuthError.tierTooLow, ["needed": "account", "tier": .string(caller.tier.rawValue)])
      }
    }
  }

  /// A phone that the caller holds and that belongs to an account with a verified name.
  func provedPhone(_ caller: Person, now: Instant) throws -> [UInt8]? {
    try sql("SELECT hash FROM phone_proof WHERE person = ? AND expires > ?")
      .first(.integer(caller.row), .integer(now.milliseconds)) { $0.blob(0) }
  }

  /// The caller's verification, still open.
  private func verification(
    _ name: VerificationID, of caller: Person, now: Instant
  ) throws -> Verification {
    let row = try sql(
      "SELECT provider, nonce, tries, expires, done FROM verification"
        + " WHERE name = ? AND person = ?"
    ).first(.text(name.text), .integer(caller.row)) {
      ($0.text(0), $0.text(1), $0.integer(2), $0.integer(3), $0.isNull(4))
    }
    guard let (provider, nonce, tries, expires, isOpen) = row, isOpen else {
      throw Refusal(IdentityError.verificationUnknown)
    }
    let profile = try providers.provider(provider)
    guard now.milliseconds < expires, tries < profile.tries else {
      throw Refusal(IdentityError.verificationExpired)
    }
    return Verification(name: name, provider: profile, nonce: nonce, tries: tries)
  }

  /// Answers the questions of an embedded provider; its assertion goes the way of any other.
  package func identityAsk(
    _ caller: Person, _ params: IdentityAskMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try proving(caller, body, now: now) { plan, aside in
      let verification = try verification(params.verification, of: caller, now: now)
      guard verification.provider.key == nil else {
        throw Refusal(
          IdentityError.providerUnknown,
          ["provider": .string(verification.provider.id), "known": "embedded ones"])
      }
      let phone =
        try personal(.phone, of: caller.row) ?? personal(.provedPhone, of: caller.row)
      let sandbox = SandboxIdentity(key: keys.sandboxIdentity, index: keys.index)
      let said = sandbox.assert(
        verification.provider, params.answers, phone: phone, verification: verification.name,
        nonce: verification.nonce, now: now)
      guard let said else {
        count(verification.provider, "asked", &aside)
        aside.write(
          "UPDATE verification SET tries = tries + 1 WHERE name = ?",
          .text(verification.name.text))
        let left = verification.provider.tries - verification.tries - 1
        throw Refusal(IdentityError.answersWrong, ["left": .integer(left)])
      }
      return try take(
        said.text, said.signature, verification, caller, &plan, aside: &aside, now: now)
    }
  }

  /// Takes the assertion of a provider outside.
  package func identityConfirm(
    _ caller: Person, _ params: IdentityConfirmMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try proving(caller, body, now: now) { plan, aside in
      let verification = try verification(params.verification, of: caller, now: now)
      return try take(
        params.assertion, params.signature, verification, caller, &plan, aside: &aside, now: now)
    }
  }

  /// A keyed command that leaves marks even where it is refused: tries, costs, flags.
  private func proving(
    _ caller: Person, _ body: RequestBody, now: Instant,
    _ work: (_ plan: inout Plan, _ aside: inout Plan) throws -> IdentityConfirmMethod.Result
  ) throws -> Outcome<JSON> {
    var aside = Plan()
    let outcome = try once(caller.keyScope, body, now: now) { plan in
      try work(&plan, &aside)
    }
    if case .failure = outcome.result { try apply(aside) }
    return outcome
  }

  private func take(
    _ text: String, _ signature: String, _ verification: Verification, _ caller: Person,
    _ plan: inout Plan, aside: inout Plan, now: Instant
  ) throws -> IdentityConfirmMethod.Result {
    let provider = verification.provider
    let assertion = try IdentityAssertion.read(
      text, signature: signature, key: provider.key ?? keys.sandboxIdentity.publicKey,
      provider: provider.id, verification: verification.name, nonce: verification.nonce, now: now)
    // From here on the provider has done its work: it is owed its price whatever we make of it.
    for counter in ["asked", "asserted"] {
      count(provider, counter, &plan)
      count(provider, counter, &aside)
    }
    let done = "UPDATE verification SET done = ? WHERE name = ?"
    plan.write(done, .integer(now.milliseconds), .text(verification.name.text))
    aside.write(done, .integer(now.milliseconds), .text(verification.name.text))
    switch provider.kind {
    case .name: return try takeName(assertion, caller, &plan, aside: &aside, now: now)
    case .document: return try takeDocument(assertion, caller, &plan, aside: &aside, now: now)
    case .external: return try takeExternal(assertion, caller, &plan, aside: &aside, now: now)
    }
  }

  /// Counts what a provider did; an assertion is also paid for.
  private func count(_ provider: IdentityProvider, _ column: String, _ plan: inout Plan) {
    plan.write(
      "INSERT INTO verification_count(provider, \(column), cost) VALUES (?, 1, ?)"
        + " ON CONFLICT(provider) DO UPDATE SET \(column) = \(column) + 1,"
        + " cost = cost + excluded.cost",
      .text(provider.id), .integer(column == "asserted" ? provider.cost : 0))
  }

  /// What verifications cost, and who tried to be two people.
  package func verifications() throws -> AdminVerificationsMethod.Result {
    let counts = try sql(
      "SELECT provider, asked, asserted, reused, cost FROM verification_count ORDER BY provider"
    ).rows { row in
      VerificationCost(
        provider: row.text(0), asked: row.integer(1), asserted: row.integer(2),
        reused: row.integer(3), cost: Money(row.integer(4), .krw))
    }
    let flags = try sql(
      "SELECT f.at, p.public, h.public, f.why FROM identity_flag f"
        + " JOIN person p ON p.id = f.person JOIN person h ON h.id = f.holder"
        + " ORDER BY f.id DESC LIMIT ?"
    ).rows(.integer(Int64(Platform.listLimit))) { row in
      IdentityFlag(
        at: Instant(milliseconds: row.integer(0)), person: PersonID(row.text(1)),
        holder: PersonID(row.text(2)), why: row.text(3))
    }
    return AdminVerificationsMethod.Result(providers: counts, flags: flags)
  }
}
