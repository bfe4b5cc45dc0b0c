import Crypto
import Store
import Wire

/// What was proved about people, and what follows from it: tiers, and that one person is one.
extension Platform {
  static let needs = TierNeeds.standard

  /// What was proved about a person.
  func facts(_ person: Int64) throws -> Set<String> {
    Set(
      try sql("SELECT fact FROM person_fact WHERE person = ?")
        .rows(.integer(person)) { $0.text(0) })
  }

  /// Plans noting that something was proved, and the tier that follows.
  func prove(
    _ fact: String, of person: Person, by provider: String, besides: Set<String>,
    _ plan: inout Plan, now: Instant
  ) throws -> Tier {
    plan.write(
      "INSERT INTO person_fact(person, fact, provider, at) VALUES (?, ?, ?, ?)"
        + " ON CONFLICT(person, fact) DO UPDATE SET provider = excluded.provider,"
        + " at = excluded.at",
      .integer(person.row), .text(fact), .text(provider), .integer(now.milliseconds))
    return setTier(of: person, Platform.needs.tier(besides.union([fact])), &plan)
  }

  /// Plans taking back something that is true of somebody else now.
  func disprove(_ fact: String, of person: Person, _ plan: inout Plan) throws {
    plan.write(
      "DELETE FROM person_fact WHERE person = ? AND fact = ?", .integer(person.row), .text(fact))
    let left = try facts(person.row).subtracting([fact])
    _ = setTier(of: person, Platform.needs.tier(left), &plan)
  }

  private func setTier(of person: Person, _ tier: Tier, _ plan: inout Plan) -> Tier {
    guard tier != person.tier else { return tier }
    plan.write(
      "UPDATE person SET tier = ? WHERE id = ?", .text(tier.rawValue), .integer(person.row))
    plan.notices.append(
      Notice(
        person: person.person, method: ServerNotification.identityChanged,
        params: ["tier": .string(tier.rawValue)], control: .tier(tier)))
    return tier
  }

  /// The keyed hash under which something that only one person can have is found.
  func claimHash(_ kind: String, _ value: String) -> [UInt8] {
    var bytes = CanonicalBytes()
    bytes.append(kind)
    bytes.append(value)
    return keys.index.tag(bytes.contents)
  }

  /// Whose something is; nil where it is nobody's.
  func claimant(_ kind: String, _ hash: [UInt8]) throws -> Person? {
    try sql("SELECT person FROM identity_claim WHERE kind = ? AND hash = ?")
      .first(.text(kind), .blob(hash)) { $0.integer(0) }
      .flatMap { try principal(row: $0) }
  }

  /// The hash a person claims of a kind; nil where they claim none.
  func claim(_ kind: String, of person: Int64) throws -> [UInt8]? {
    try sql("SELECT hash FROM identity_claim WHERE person = ? AND kind = ?")
      .first(.integer(person), .text(kind)) { $0.blob(0) }
  }

  /// Plans that something is a person's from now on and nobody else's.
  func setClaim(
    _ kind: String, _ hash: [UInt8], of person: Int64, _ plan: inout Plan, now: Instant
  ) {
    plan.write(
      "DELETE FROM identity_claim WHERE person = ? AND kind = ?", .integer(person), .text(kind))
    plan.write(
      "INSERT INTO identity_claim(kind, hash, person, at) VALUES (?, ?, ?, ?)"
        + " ON CONFLICT(kind, hash) DO UPDATE SET person = excluded.person, at = excluded.at",
      .text(kind), .blob(hash), .integer(person), .integer(now.milliseconds))
  }

  /// Plans noting that somebody tried to be somebody else too.
  func flag(
    _ person: Person, holder: Person, _ why: String, _ plan: inout Plan, now: Instant
  ) {
    plan.write(
      "INSERT INTO identity_flag(at, person, holder, why) VALUES (?, ?, ?, ?)",
      .integer(now.milliseconds), .integer(person.row), .integer(holder.row), .text(why))
  }

  /// Plans telling somebody from the platform itself; once for each name.
  func tellSafety(
    _ person: Int64, _ template: String, once: String, _ text: LocalizedText, _ plan: inout Plan,
    now: Instant
  ) throws {
    try send(
      to: person, app: Platform.ownApp, from: Platform.ownName, template: template, once: once,
      text: text, bill: nil, &plan, now: now)
  }

  /// What messages of the platform itself come from.
  static let ownApp = AppID("app.madang")
  static let ownName = LocalizedText(ko: "마당", en: "Madang")
}
