import Crypto
import Store
package import Wire

/// A code that somebody was sent.
package struct SMSChallenge: Sendable, Hashable {
  /// Its public name, to be given back together with the digits.
  package let name: String
  /// The phone it went to.
  package let number: PhoneNumber
  /// What is confirmed with it.
  package let subject: String
  /// The first instant at which it is not good any more.
  package let expires: Instant
}

/// Codes sent to phones: made, sent, counted, checked.
extension Platform {
  /// Codes a number may be sent in one day of Korean time.
  static let codesPerNumberAndDay: Int64 = 10
  /// Codes one person may have sent in one day of Korean time, to whatever numbers.
  static let codesPerPersonAndDay: Int64 = 20

  /// Sends a code; an older one for the same purpose is not good any more.
  ///
  /// Part of a command's plan: it is sent exactly if the command is committed.
  func sendCode(
    _ purpose: SMSPurpose, to number: PhoneNumber, for person: Person, subject: String,
    _ plan: inout Plan, now: Instant
  ) throws -> SMSChallenge {
    // Under the number's keyed hash: it outlives an erasure until the day is over.
    let hash = Hex.encode(claimHash("sms", number.text))
    try use("sms:\(hash)", limit: Platform.codesPerNumberAndDay, &plan, now: now)
    try use("sms of \(person.row)", limit: Platform.codesPerPersonAndDay, &plan, now: now)
    let (code, digits) = SMSCode.make(key: keys.pepper, random: &random, now: now)
    let challenge = SMSChallenge(
      name: newName("v_"), number: number, subject: subject, expires: code.expires)
    plan.write(
      "DELETE FROM sms_code WHERE person = ? AND purpose = ?", .integer(person.row),
      .text(purpose.rawValue))
    plan.write(
      "INSERT INTO sms_code(public, person, purpose, number, subject, salt, hash, expires)"
        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      .text(challenge.name), .integer(person.row), .text(purpose.rawValue), .text(number.text),
      .text(subject), .blob(code.salt), .blob(code.hash), .integer(code.expires.milliseconds))
    sms.send(
      OutgoingSMS(
        number: number, person: person.row, text: purpose.text(digits).text(in: person.lang)),
      &plan, now: now)
    return challenge
  }

  /// Checks the digits of a code; the plan marks it as used.
  ///
  /// A wrong try is written at once, though the command is refused: call it inside `once`, which
  /// turns the refusal into an outcome.
  func checkCode(
    _ name: String, _ digits: String, for purpose: SMSPurpose, of person: Person,
    _ plan: inout Plan, now: Instant
  ) throws -> SMSChallenge {
    let stored = try sql(
      "SELECT number, subject, salt, hash, expires, tries, used FROM sms_code"
        + " WHERE public = ? AND person = ? AND purpose = ?"
    ).first(.text(name), .integer(person.row), .text(purpose.rawValue)) { row in
      (
        number: row.text(0), subject: row.text(1),
        code: SMSCode(
          salt: row.blob(2), hash: row.blob(3), expires: Instant(milliseconds: row.integer(4)),
          tries: Int(row.integer(5)), isUsed: row.integer(6) == 1)
      )
    }
    guard let stored, let number = PhoneNumber(stored.number) else {
      throw Refusal(SMSError.unknown)
    }
    var code = stored.code
    switch code.check(digits, key: keys.pepper, now: now) {
    case .accepted:
      plan.write("UPDATE sms_code SET used = 1 WHERE public = ?", .text(name))
      return SMSChallenge(
        name: name, number: number, subject: stored.subject, expires: code.expires)
    case .wrong(let left):
      try count(code, name)
      throw Refusal(SMSError.wrong, ["left": .integer(Int64(left))])
    case .exhausted:
      try count(code, name)
      throw Refusal(SMSError.exhausted)
    case .expired: throw Refusal(SMSError.expired)
    case .used: throw Refusal(SMSError.used)
    }
  }

  private func count(_ code: SMSCode, _ name: String) throws {
    var counted = Plan()
    counted.write(
      "UPDATE sms_code SET tries = ? WHERE public = ?", .integer(Int64(code.tries)), .text(name))
    try apply(counted)
  }

  /// The newest messages of sandbox phones: those a person holds, or to the operator a number's.
  package func phoneInbox(
    _ caller: Person?, _ params: PhoneInboxMethod.Params
  ) throws -> PhoneInboxMethod.Result {
    if let caller, let number = params.number {
      // Who may read a phone may answer for it, so another's is refused like one that is not there.
      let holds = try sql("SELECT 1 FROM sandbox_phone WHERE number = ? AND holder = ?")
        .first(.text(number.text), .integer(caller.row)) { _ in true }
      guard holds != nil else { throw Refusal(AuthError.operatorOnly) }
    }
    let rows = try sql(
      "SELECT id, number, at, text FROM sandbox_sms WHERE (?1 IS NULL OR number = ?1)"
        + " AND (?2 IS NULL OR number IN (SELECT number FROM sandbox_phone WHERE holder = ?2))"
        + " ORDER BY id DESC LIMIT ?3"
    ).rows(
      .text(params.number?.text), .integer(caller?.row), .integer(Platform.limit(params.limit))
    ) { ($0.integer(0), $0.text(1), $0.integer(2), $0.text(3)) }
    return PhoneInboxMethod.Result(
      messages: rows.compactMap { id, number, at, text in
        PhoneNumber(number).map {
          PhoneMessage(
            id: id, number: $0, at: Instant(milliseconds: at), text: text,
            code: Platform.code(in: text))
        }
      })
  }

  /// The first run of exactly six digits, as phones find it.
  private static func code(in text: String) -> String? {
    text.split { !$0.isASCII || !$0.isNumber }.first { $0.count == SMSCode.digitCount }
      .map { String($0) }
  }

  /// Forgets codes whose time is over by a day, and allowances of past days.
  func forgetCodes(_ plan: inout Plan, now: Instant) {
    plan.write(
      "DELETE FROM sms_code WHERE expires <= ?", .integer(now.adding(seconds: -86_400).milliseconds)
    )
    plan.write("DELETE FROM quota WHERE day < ?", .integer(now.koreanDay - 1))
  }
}
