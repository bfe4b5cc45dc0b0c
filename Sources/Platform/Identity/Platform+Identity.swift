package import Crypto
import Store
package import Wire

/// People: a device key is enough, no form.
extension Platform {
  /// The person of a device, made at its first use: a visitor; tiers grow later.
  package func identify(device: VerifyingKey, lang: Language?, now: Instant) throws -> Person {
    let (credential, tier) = (Platform.credential(device: device), Tier.visitor)
    if let known = try owner(of: credential) {
      guard let lang, lang != known.lang else { return known }
      var plan = Plan()
      plan.write(
        "UPDATE person SET lang = ? WHERE id = ?", .text(lang.rawValue), .integer(known.row))
      try apply(plan)
      return Person(
        row: known.row, person: known.person, tier: known.tier, lang: lang, credential: credential)
    }
    var plan = Plan()
    let row = try newRow("person", &plan)
    let person = PersonID(newName("p_"))
    let lang = lang ?? .korean
    insert(person, row: row, credential: credential, tier: tier, lang: lang, &plan, now: now)
    try apply(plan)
    return Person(row: row, person: person, tier: tier, lang: lang, credential: credential)
  }

  /// Whose a credential is; nil where nobody had it, a refusal where its owner revoked it.
  func owner(of credential: String) throws -> Person? {
    let row = try sql(
      "SELECT p.id, p.public, p.tier, p.lang, d.revoked FROM device d"
        + " JOIN person p ON p.id = d.person WHERE d.credential = ?"
    ).first(.text(credential)) { (Platform.principal($0), $0.isNull(4)) }
    guard let (found, isValid) = row else { return nil }
    guard isValid else { throw Refusal(AuthError.deviceRevoked) }
    var person = found
    person.credential = credential
    return person
  }

  /// The person of a test token, or a refusal.
  package func identify(token: String) throws -> Person {
    guard let known = try owner(of: Platform.credential(token: token)) else {
      throw Refusal(AuthError.unknownToken)
    }
    return known
  }

  /// Makes a registered person with a test token, for load generators.
  package func makeToken(
    _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once("operator", body, now: now) { plan in
      let token = newName("tok_")
      let row = try newRow("person", &plan)
      let person = PersonID(newName("p_"))
      insert(
        person, row: row, credential: Platform.credential(token: token), tier: .registered,
        lang: .korean, &plan, now: now)
      return AdminTokenMethod.Result(token: token, person: person)
    }
  }

  /// How the credential of a test token begins.
  static let testTokenPrefix = "token:"

  /// What stands for a test token in the file: its hash.
  private static func credential(token: String) -> String {
    testTokenPrefix + Blake2b.hash(Array(token.utf8)).hex
  }

  /// Plans a new row of somebody who is known by a credential.
  func insert(
    _ person: PersonID, row: Int64, credential: String, tier: Tier, lang: Language,
    _ plan: inout Plan, now: Instant
  ) {
    plan.write(
      "INSERT INTO person(id, public, tier, lang, created) VALUES (?, ?, ?, ?, ?)",
      .integer(row), .text(person.text), .text(tier.rawValue), .text(lang.rawValue),
      .integer(now.milliseconds))
    plan.write(
      "INSERT INTO device(credential, person, created) VALUES (?, ?, ?)", .text(credential),
      .integer(row), .integer(now.milliseconds))
  }

  /// A person of a row that begins with id, public name, tier and language.
  static func principal(_ row: Statement) -> Person {
    Person(
      row: row.integer(0), person: PersonID(row.text(1)),
      tier: Tier(rawValue: row.text(2)) ?? .visitor,
      lang: Language(rawValue: row.text(3)) ?? .korean)
  }

  /// A person by row.
  func principal(row: Int64) throws -> Person? {
    try sql("SELECT id, public, tier, lang FROM person WHERE id = ?")
      .first(.integer(row), read: Platform.principal)
  }

  /// The person of a proved connection, with the language they read there.
  package func person(_ name: PersonID, lang: Language) throws -> Person {
    guard let known = try principal(name) else {
      preconditionFailure("\(name) said hello and is not known")
    }
    return Person(row: known.row, person: known.person, tier: known.tier, lang: lang)
  }

  /// A person by public name.
  func principal(_ person: PersonID) throws -> Person? {
    if let known = people[person] { return known }
    let found = try sql("SELECT id, public, tier, lang FROM person WHERE public = ?")
      .first(.text(person.text), read: Platform.principal)
    people[person] = found
    return found
  }

  /// The public name of a person's row; rows are never removed.
  func publicName(_ row: Int64) throws -> PersonID {
    guard let person = try principal(row: row) else {
      preconditionFailure("person \(row) is referenced and not there")
    }
    return person.person
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
