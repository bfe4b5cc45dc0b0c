import Crypto
import Store
package import Wire

/// The devices of a person: any of them is the person, a revoked one is nobody.
extension Platform {
  /// Devices one person may have at a time.
  package static let deviceLimit = 10
  /// Characters of a device's name.
  static let deviceNameLimit = 40
  /// Revoked devices that a list still shows.
  static let revokedListLimit = 10

  /// What stands for a device key in the file.
  static func credential(device: VerifyingKey) -> String {
    "device:" + Hex.encode(device.bytes)
  }

  /// The public name of a device: made from its credential, so it needs no column and never
  /// changes hands.
  static func deviceName(_ credential: String) -> DeviceID {
    DeviceID("dev_" + Base32.encode(Array(Blake2b.hash(Array(credential.utf8)).bytes.prefix(10))))
  }

  /// Whoever a connection proved to be, asked again for every request: a device that was revoked
  /// or moved since then is refused at once.
  package func person(
    _ name: PersonID, credential: String?, lang: Language
  ) throws -> Person {
    guard let credential else { return try person(name, lang: lang) }
    if credential.hasPrefix(Platform.agentPrefix) {
      return try agentCaller(credential, lang: lang)
    }
    guard var person = try holder(of: credential), person.person == name else {
      throw Refusal(AuthError.deviceRevoked)
    }
    person.lang = lang
    return person
  }

  /// Whose valid device a credential is.
  private func holder(of credential: String) throws -> Person? {
    if let known = people[holderOf: credential] { return known }
    let found = try sql(
      "SELECT p.id, p.public, p.tier, p.lang FROM device d JOIN person p ON p.id = d.person"
        + " WHERE d.credential = ? AND d.revoked IS NULL"
    ).first(.text(credential)) { row in
      var person = Platform.principal(row)
      person.credential = credential
      return person
    }
    people[holderOf: credential] = found
    return found
  }

  /// The caller's devices, newest first.
  package func deviceList(_ caller: Person) throws -> IdentityDevicesMethod.Result {
    let rows = try sql(
      "SELECT credential, name, created, revoked FROM device WHERE person = ?"
        + " ORDER BY created DESC, credential"
    ).rows(.integer(caller.row)) { row in
      DeviceView(
        device: Platform.deviceName(row.text(0)), name: row.optionalText(1),
        added: Instant(milliseconds: row.integer(2)),
        revoked: row.optionalInteger(3).map(Instant.init(milliseconds:)),
        current: row.text(0) == caller.credential)
    }
    let revoked = rows.filter { $0.revoked != nil }.prefix(Platform.revokedListLimit)
    return IdentityDevicesMethod.Result(
      devices: rows.filter { $0.revoked == nil } + revoked)
  }

  /// Refuses a device from now on; its connections end with the commit.
  package func revoke(
    _ caller: Person, _ params: IdentityRevokeMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      let device = try sql("SELECT credential, revoked FROM device WHERE person = ?")
        .rows(.integer(caller.row)) { ($0.text(0), $0.optionalInteger(1)) }
        .first { Platform.deviceName($0.0) == params.device }
      guard let (credential, since) = device else { throw Refusal(IdentityError.deviceUnknown) }
      if let since {
        return IdentityRevokeMethod.Result(
          device: params.device, revoked: Instant(milliseconds: since))
      }
      plan.write(
        "UPDATE device SET revoked = ? WHERE credential = ?", .integer(now.milliseconds),
        .text(credential))
      stopPasses(ofDevice: credential, &plan)
      plan.end(device: credential, of: caller.person)
      return IdentityRevokeMethod.Result(device: params.device, revoked: now)
    }
  }

  /// Makes a device one of a person's: plans only, to be part of the command that allows it, such
  /// as the confirmation of a login code by another device of that person.
  ///
  /// The device has said hello before and so is somebody already: a visitor whom nothing is left
  /// to. One with money, work or a higher tier is refused (`identity.device_in_use`), as is one too
  /// many (`identity.device_limit`) and one that was revoked. Its connections end: it says hello
  /// again and is the person.
  func enrol(
    _ device: VerifyingKey, named name: String?, for person: Int64, _ plan: inout Plan,
    now: Instant
  ) throws {
    try enrol(
      credential: Platform.credential(device: device), named: name, for: person, &plan, now: now)
  }

  /// Makes the device that a caller asks with one of another person's; see above.
  func enrol(
    deviceOf caller: Person, named name: String? = nil, for person: Int64, _ plan: inout Plan,
    now: Instant
  ) throws {
    guard let credential = caller.credential else {
      preconditionFailure("a connection has a credential")
    }
    try enrol(credential: credential, named: name, for: person, &plan, now: now)
  }

  private func enrol(
    credential: String, named name: String?, for person: Int64, _ plan: inout Plan, now: Instant
  ) throws {
    let count =
      try sql("SELECT count(*) FROM device WHERE person = ? AND revoked IS NULL")
      .first(.integer(person)) { Int($0.integer(0)) } ?? 0
    guard count < Platform.deviceLimit else {
      throw Refusal(
        IdentityError.deviceLimit, ["limit": .integer(Int64(Platform.deviceLimit))])
    }
    let known = try sql("SELECT person, revoked FROM device WHERE credential = ?")
      .first(.text(credential)) { ($0.integer(0), $0.isNull(1)) }
    if let (holder, isValid) = known {
      guard isValid else { throw Refusal(AuthError.deviceRevoked) }
      if holder == person { return }
      guard let visitor = try principal(row: holder) else {
        preconditionFailure("a device is somebody's")
      }
      if let reason = try reasonToStay(visitor) {
        throw Refusal(
          IdentityError.deviceInUse, ["reason": .string(reason.text(in: visitor.lang))])
      }
      plan.end(device: credential, of: visitor.person)
    }
    plan.write(
      "INSERT INTO device(credential, person, created, name) VALUES (?, ?, ?, ?)"
        + " ON CONFLICT(credential) DO UPDATE SET person = excluded.person,"
        + " created = excluded.created, name = excluded.name",
      .text(credential), .integer(person), .integer(now.milliseconds),
      .text(name.map { String($0.cleaned.prefix(Platform.deviceNameLimit)) }))
  }

  /// What a device would leave behind if it became somebody else's; nil where that is nothing.
  func reasonToStay(_ visitor: Person) throws -> LocalizedText? {
    if visitor.tier > .visitor {
      return LocalizedText(ko: "확인된 계정입니다", en: "it was verified")
    }
    if let amount = try moneyLeft(visitor) {
      return LocalizedText(ko: "\(amount)이 남아 있습니다", en: "\(amount) is left")
    }
    let works = try sql("SELECT 1 FROM staff WHERE person = ? LIMIT 1")
      .first(.integer(visitor.row)) { _ in true }
    if works != nil { return LocalizedText(ko: "일하는 가게가 있습니다", en: "it works for a shop") }
    return nil
  }

  /// What a wallet still holds or has set aside, for people to read; nil where that is nothing.
  func moneyLeft(_ person: Person) throws -> String? {
    let underWay = try pendingIn(person)
    if underWay > 0 { return Money(underWay, .krw).formatted }
    for currency in Currency.allCases {
      let account = try ledger.find(Platform.owner(person.person), .user, currency)
      guard let balance = account.flatMap({ ledger.read($0) }) else { continue }
      guard balance.posted == 0, balance.held == 0 else {
        return Money(balance.posted, currency).formatted
      }
    }
    return nil
  }
}

extension Plan {
  /// Ends the connections of a device once this is durable.
  mutating func end(device credential: String, of person: PersonID) {
    notices.append(
      Notice(
        person: person, method: "", params: .null, control: .endDevice(credential: credential)))
  }
}
