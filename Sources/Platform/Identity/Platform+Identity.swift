import Crypto
import Store
package import Wire

/// People: a device key is enough, no form.
extension Platform {
  /// The person of a device or a test token, made at its first use; tiers grow later.
  package func identify(
    credential: String, tier: Tier = .visitor, lang: Language?, now: Instant
  ) throws -> Principal {
    let known = try sql(
      "SELECT p.id, p.public, p.tier, p.lang FROM device d JOIN person p ON p.id = d.person"
        + " WHERE d.credential = ?"
    ).first(.text(credential), read: Platform.principal)
    if let known {
      guard let lang, lang != known.lang else { return known }
      var plan = Plan()
      plan.write(
        "UPDATE person SET lang = ? WHERE id = ?", .text(lang.rawValue), .integer(known.row))
      try apply(plan)
      return Principal(row: known.row, person: known.person, tier: known.tier, lang: lang)
    }
    var plan = Plan()
    let row = try newRow("person", &plan)
    let person = PersonID(newName("p_"))
    let lang = lang ?? .korean
    plan.write(
      "INSERT INTO person(id, public, tier, lang, created) VALUES (?, ?, ?, ?, ?)",
      .integer(row), .text(person.text), .text(tier.rawValue), .text(lang.rawValue),
      .integer(now.milliseconds))
    plan.write(
      "INSERT INTO device(credential, person, created) VALUES (?, ?, ?)", .text(credential),
      .integer(row), .integer(now.milliseconds))
    try apply(plan)
    return Principal(row: row, person: person, tier: tier, lang: lang)
  }

  /// Whether a credential is known already.
  package func knows(credential: String) throws -> Bool {
    try sql("SELECT 1 FROM device WHERE credential = ?").first(.text(credential)) { _ in true }
      ?? false
  }

  private static func principal(_ row: Statement) -> Principal {
    Principal(
      row: row.integer(0), person: PersonID(row.text(1)),
      tier: Tier(rawValue: row.text(2)) ?? .visitor,
      lang: Language(rawValue: row.text(3)) ?? .korean)
  }

  /// A person by row.
  func principal(row: Int64) throws -> Principal? {
    try sql("SELECT id, public, tier, lang FROM person WHERE id = ?")
      .first(.integer(row), read: Platform.principal)
  }

  /// A person by public name.
  func principal(_ person: PersonID) throws -> Principal? {
    try sql("SELECT id, public, tier, lang FROM person WHERE public = ?")
      .first(.text(person.text), read: Platform.principal)
  }

  /// The public name of a person's row; rows are never removed.
  func publicName(_ row: Int64) throws -> PersonID {
    guard let person = try principal(row: row) else {
      preconditionFailure("person \(row) is referenced and not there")
    }
    return person.person
  }

  /// Who the caller is and where they work.
  package func identityShow(_ caller: Principal) throws -> IdentityShowMethod.Result {
    let roles = try sql("SELECT merchant, role FROM staff WHERE person = ? ORDER BY merchant")
      .rows(.integer(caller.row)) { ($0.text(0), $0.text(1)) }
    return IdentityShowMethod.Result(
      person: caller.person, tier: caller.tier, lang: caller.lang,
      roles: roles.compactMap { merchant, role in
        Role(rawValue: role).map { StaffRole(merchant: MerchantID(merchant), role: $0) }
      })
  }

  /// The person as one merchant sees them: base32 of keyed BLAKE2b-128 over merchant and person.
  func pairwise(_ person: PersonID, _ merchant: MerchantID) -> PairwiseID {
    let message = Array((merchant.text + "\u{0}" + person.text).utf8)
    return PairwiseID("u_" + Base32.encode(keys.pairwise.tag(message, length: .short)))
  }

  /// Keeps the way back from a merchant's name of a person.
  func rememberPairwise(
    _ person: (row: Int64, name: PersonID), _ merchant: MerchantID, _ plan: inout Plan
  ) {
    plan.write(
      "INSERT INTO pairwise(merchant, name, person) VALUES (?, ?, ?)"
        + " ON CONFLICT DO NOTHING",
      .text(merchant.text), .text(pairwise(person.name, merchant).text), .integer(person.row))
  }

  /// The person behind a merchant's name of them.
  func person(_ name: PairwiseID, of merchant: MerchantID) throws -> Int64? {
    try sql("SELECT person FROM pairwise WHERE merchant = ? AND name = ?")
      .first(.text(merchant.text), .text(name.text)) { $0.integer(0) }
  }

  /// How many people are known.
  package func personCount() throws -> Int {
    try sql("SELECT count(*) FROM person").first { Int($0.integer(0)) } ?? 0
  }
}
