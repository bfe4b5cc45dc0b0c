import Crypto
import Store
import Wire

/// A field of a person that is stored sealed.
enum PersonalField: String, Sendable, Hashable, CaseIterable {
  case nickname, email, phone, name, birth
  /// A phone that was proved and is not theirs yet.
  case provedPhone
}

/// Personal fields: each is sealed with the key of its person, bound to table, row and column.
extension Platform {
  /// The table that the fields lie in, part of what they are bound to.
  private static let personalTable = "personal"

  /// The key of a person's own data, made at its first use.
  func personKey(_ person: Int64, _ plan: inout Plan) throws -> SealingKey {
    if let made = plan.personKeys[person] { return made }
    if let key = try personKey(person) { return key }
    guard let home = keys.personal else { throw PersonalKeys.lost(nil) }
    let secret = random.bytes(SealingKey.byteCount)
    let (version, sealed) = home.wrap(secret, of: person, random: &random)
    plan.write(
      "INSERT INTO person_key(person, version, sealed) VALUES (?, ?, ?)", .integer(person),
      .integer(Int64(version)), .blob(sealed))
    let key = try SealingKey(secret)
    plan.personKeys[person] = key
    return key
  }

  /// The key of a person's own data; nil where there is none, or it was destroyed.
  private func personKey(_ person: Int64) throws -> SealingKey? {
    try PersonKeyRow.read(
      person, try sql(PersonKeyRow.query), keys: keys.personal)
  }

  /// Plans storing a field; nil takes it away.
  func setPersonal(
    _ field: PersonalField, _ text: String?, of person: Int64, _ plan: inout Plan, now: Instant
  ) throws {
    guard let text else {
      return plan.write(
        "DELETE FROM personal WHERE person = ? AND field = ?", .integer(person),
        .text(field.rawValue))
    }
    let sealed = try personKey(person, &plan).seal(
      Array(text.utf8), associatedData: Platform.place(field, person), random: &random)
    plan.write(
      "INSERT INTO personal(person, field, sealed, revision, at) VALUES (?, ?, ?, ?, ?)"
        + " ON CONFLICT(person, field) DO UPDATE SET sealed = excluded.sealed,"
        + " revision = revision + 1, at = excluded.at",
      .integer(person), .text(field.rawValue), .blob(sealed), .integer(1),
      .integer(now.milliseconds))
  }

  /// A field as it was stored; nil where nothing is. A lost key is `platform.key_lost`.
  func personal(_ field: PersonalField, of person: Int64) throws -> String? {
    try personalValue(field, of: person)?.text
  }

  /// A field and which of its values it is.
  func personalValue(
    _ field: PersonalField, of person: Int64
  ) throws -> (text: String, revision: Int64)? {
    let row = try sql("SELECT sealed, revision FROM personal WHERE person = ? AND field = ?")
      .first(.integer(person), .text(field.rawValue)) { ($0.blob(0), $0.integer(1)) }
    guard let (sealed, revision) = row, let key = try personKey(person) else { return nil }
    let plain = try key.open(sealed, associatedData: Platform.place(field, person))
    return (String(decoding: plain, as: UTF8.self), revision)
  }

  /// A field, or nil where its key is lost: for what works without it.
  func personalIfReadable(_ field: PersonalField, of person: Int64) throws -> String? {
    do {
      return try personal(field, of: person)
    } catch let refusal as Refusal where refusal.code == PlatformError.keyLost {
      return nil
    }
  }

  private static func place(_ field: PersonalField, _ person: Int64) -> [UInt8] {
    var place = CanonicalBytes()
    place.append(personalTable)
    place.append(person)
    place.append(field.rawValue)
    return place.contents
  }
}

/// The wrapped key of a person, as both connections read it.
enum PersonKeyRow {
  /// Takes the person's row; gives version and wrapped key.
  static let query = "SELECT version, sealed FROM person_key WHERE person = ?"

  /// The key; nil where there is none or it was destroyed.
  static func read(
    _ person: Int64, _ statement: Statement, keys: PersonalKeys?
  ) throws -> SealingKey? {
    let row = try statement.first(.integer(person)) { (Int($0.integer(0)), $0.blob(1)) }
    guard let (version, sealed) = row, version > 0 else { return nil }
    guard let keys else { throw PersonalKeys.lost(version) }
    return try SealingKey(try keys.unwrap(sealed, version: version, of: person))
  }
}
