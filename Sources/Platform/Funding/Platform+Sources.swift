import Crypto
import Store
package import Wire

/// Linking cards and bank accounts: the number goes to the bank and is stored nowhere, the bank's
/// name for it is.
extension Platform {
  /// Cards and accounts of one person.
  static let sourceLimit = 10
  /// Numbers one person may ask the bank about in one day of Korean time.
  static let linkTriesPerDay: Int64 = 20

  /// The bank behind a provider of the table.
  func provider(_ profile: FundingProfile) -> any FundingProvider { SandboxBank(platform: self) }

  /// Asks the bank whose phone is on file and sends a code there.
  package func fundingLink(
    _ caller: Person, _ params: FundingLinkMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    // A hash without a key over so few digits could be searched for the number.
    let secret = body.hash + Array(params.sourceNumber.utf8)
    let keyed = RequestBody(key: body.key, hash: keys.pepper.tag(secret))
    return try once(caller.keyScope, keyed, now: now) { plan in
      try require(.registered, caller)
      guard let number = FundingNumber(params.sourceNumber, params.kind) else {
        throw Refusal(FundingError.numberInvalid)
      }
      guard try sources(of: caller).count < Platform.sourceLimit else {
        throw Refusal(
          FundingError.tooMany, ["limit": .integer(Int64(Platform.sourceLimit))])
      }
      try countLinkTry(caller, now: now)
      let token = try identify(number, params.phone, now: now)
      guard try !sources(of: caller).contains(where: { $0.token == token }) else {
        throw Refusal(FundingError.linkedAlready)
      }
      let subject: JSON = [
        "kind": .string(params.kind.rawValue), "token": .string(token),
        "last4": .string(number.last4),
      ]
      let sent = try sendCode(
        .card, to: params.phone, for: caller, subject: subject.text, &plan, now: now)
      return FundingLinkMethod.Result(
        challenge: sent.name, phone: params.phone.masked, expires: sent.expires)
    }
  }

  /// Written at once: a refused try counts as well, or numbers could be tried without end.
  private func countLinkTry(_ caller: Person, now: Instant) throws {
    var counted = Plan()
    try use("link of \(caller.row)", limit: Platform.linkTriesPerDay, &counted, now: now)
    try apply(counted)
  }

  private func identify(
    _ number: FundingNumber, _ phone: PhoneNumber, now: Instant
  ) throws -> String {
    switch try SandboxBank(platform: self).identify(number, phone: phone, now: now) {
    case .token(let token): return token
    case .notMatching: throw Refusal(FundingError.notMatching)
    case .blocked: throw Refusal(FundingError.blocked)
    }
  }

  /// Links with the code that was sent.
  package func fundingConfirm(
    _ caller: Person, _ params: FundingConfirmMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      try require(.registered, caller)
      let checked = try checkCode(
        params.challenge, params.code, for: .card, of: caller, &plan, now: now)
      let subject = try JSON.parse(checked.subject)
      guard let kind = subject["kind"]?.string.flatMap(FundingSource.Kind.init(rawValue:)),
        let token = subject["token"]?.string, let last4 = subject["last4"]?.string
      else { throw StoreError.damaged("sms_code \(checked.name): its subject is unreadable") }
      guard try !sources(of: caller).contains(where: { $0.token == token }) else {
        throw Refusal(FundingError.linkedAlready)
      }
      let source = FundingSource(
        source: FundingSourceID(newName("f_")), kind: kind, last4: last4,
        phone: checked.number.masked, linked: now)
      plan.write(
        "INSERT INTO funding_source(public, person, kind, token, last4, phone, linked)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        .text(source.source.text), .integer(caller.row), .text(kind.rawValue), .text(token),
        .text(last4), .text(source.phone), .integer(now.milliseconds))
      return FundingConfirmMethod.Result(source: source)
    }
  }

  /// What is linked, and what the bank has not answered yet.
  package func fundingList(_ caller: Person) throws -> FundingListMethod.Result {
    let pending = try sql(
      "SELECT moid, direction, amount, currency, at, ask FROM funding"
        + " WHERE person = ? AND ask IS NOT NULL ORDER BY id DESC LIMIT ?"
    ).rows(.integer(caller.row), .integer(Int64(Platform.listLimit))) { row in
      FundingPayment(
        payment: row.text(0), direction: FundingDirection(rawValue: row.text(1)) ?? .in,
        amount: row.integer(2), currency: Currency(rawValue: row.text(3)) ?? .krw,
        at: Instant(milliseconds: row.integer(4)), asks: Instant(milliseconds: row.integer(5)))
    }
    return FundingListMethod.Result(sources: try sources(of: caller).map(\.view), pending: pending)
  }

  /// Takes a linked card or account away; a payment under way is finished all the same.
  package func fundingRemove(
    _ caller: Person, _ params: FundingRemoveMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      _ = try source(params.source, of: caller)
      plan.write(
        "UPDATE funding_source SET removed = ? WHERE public = ?", .integer(now.milliseconds),
        .text(params.source.text))
      return FundingRemoveMethod.Result(source: params.source)
    }
  }

  /// The tier a command needs; a connection may have been opened before the tier was raised.
  func require(_ tier: Tier, _ caller: Person) throws {
    guard caller.tier >= tier else {
      throw Refusal(
        AuthError.tierTooLow,
        ["needed": .string(tier.rawValue), "tier": .string(caller.tier.rawValue)])
    }
  }

  /// A linked source with what the bank knows it by.
  struct LinkedSource {
    let row: Int64
    let token: String
    let view: FundingSource
  }

  func sources(of person: Person) throws -> [LinkedSource] {
    try sql(
      "SELECT id, token, public, kind, last4, phone, linked FROM funding_source"
        + " WHERE person = ? AND removed IS NULL ORDER BY id"
    ).rows(.integer(person.row)) { row in
      LinkedSource(
        row: row.integer(0), token: row.text(1),
        view: FundingSource(
          source: FundingSourceID(row.text(2)),
          kind: FundingSource.Kind(rawValue: row.text(3)) ?? .card, last4: row.text(4),
          phone: row.text(5), linked: Instant(milliseconds: row.integer(6))))
    }
  }

  func source(_ name: FundingSourceID, of person: Person) throws -> LinkedSource {
    guard let source = try sources(of: person).first(where: { $0.view.source == name }) else {
      throw Refusal(FundingError.sourceUnknown)
    }
    return source
  }
}
