import Crypto
import Store
import Wire

/// What a provider's word does to accounts: one person has one, and gets it back.
extension Platform {
  /// What is claimed with a verified name.
  static let ciClaim = "ci"
  /// What is claimed with a phone.
  static let phoneClaim = "phone"

  /// What makes a message about a device the only one of its kind: which device, and when.
  private static func occasion(_ caller: Person, _ now: Instant) -> String {
    "\(caller.credential.map(deviceName)?.text ?? caller.person.text) \(now.milliseconds)"
  }

  func takeName(
    _ assertion: IdentityAssertion, _ caller: Person, _ plan: inout Plan, aside: inout Plan,
    now: Instant
  ) throws -> IdentityConfirmMethod.Result {
    let ci = claimHash(Platform.ciClaim, assertion.subject)
    let proved = try provedPhone(caller, now: now)
    if let holder = try claimant(Platform.ciClaim, ci), holder.row != caller.row {
      let ownPhone = try claim(Platform.phoneClaim, of: holder.row)
      guard let proved, proved == ownPhone else {
        flag(caller, holder: holder, "ci", &aside, now: now)
        throw Refusal(IdentityError.ciTaken)
      }
      return try recover(holder, to: caller, &plan, now: now)
    }
    guard let name = assertion.name else {
      throw Refusal(IdentityError.assertionInvalid, ["reason": "name"])
    }
    var facts = try facts(caller.row)
    if let proved {
      // The number went to somebody else: the account that had it has another name.
      try takePhone(proved, caller, &plan, now: now)
      facts.insert("phone")
    }
    setClaim(Platform.ciClaim, ci, of: caller.row, &plan, now: now)
    try setPersonal(.name, name, of: caller.row, &plan, now: now)
    try setPersonal(.birth, assertion.birth, of: caller.row, &plan, now: now)
    let tier = try prove(
      "name", of: caller, by: assertion.provider, besides: facts, &plan, now: now)
    return IdentityConfirmMethod.Result(outcome: .verified, person: caller.person, tier: tier)
  }

  /// The account of a person on another device: phone in hand and real name are enough, and every
  /// device that has the account hears of it.
  private func recover(
    _ holder: Person, to caller: Person, _ plan: inout Plan, now: Instant
  ) throws -> IdentityConfirmMethod.Result {
    try enrol(deviceOf: caller, for: holder.row, &plan, now: now)
    plan.write("DELETE FROM phone_proof WHERE person = ?", .integer(caller.row))
    try setPersonal(.provedPhone, nil, of: caller.row, &plan, now: now)
    try tellSafety(
      holder.row, "device.recovered", once: Platform.occasion(caller, now),
      LocalizedText(
        ko: "새 기기에서 계정을 되찾았습니다. 본인이 아니면 그 기기를 해제하세요: madang id devices",
        en: "A new device got this account back. If that was not you, revoke it: madang id devices"
      ), &plan, now: now)
    return IdentityConfirmMethod.Result(
      outcome: .recovered, person: holder.person, tier: holder.tier)
  }

  func takeDocument(
    _ assertion: IdentityAssertion, _ caller: Person, _ plan: inout Plan, aside: inout Plan,
    now: Instant
  ) throws -> IdentityConfirmMethod.Result {
    let ci = claimHash(Platform.ciClaim, assertion.subject)
    guard try claim(Platform.ciClaim, of: caller.row) == ci else {
      if let holder = try claimant(Platform.ciClaim, ci) {
        flag(caller, holder: holder, "document", &aside, now: now)
      }
      throw Refusal(IdentityError.assertionInvalid, ["reason": "another person"])
    }
    let tier = try prove(
      "document", of: caller, by: assertion.provider, besides: try facts(caller.row), &plan,
      now: now)
    return IdentityConfirmMethod.Result(outcome: .verified, person: caller.person, tier: tier)
  }

  /// An account elsewhere leads to one person. On a device that is nobody yet it is the way in,
  /// but only into accounts without a verified name: those need phone and name.
  func takeExternal(
    _ assertion: IdentityAssertion, _ caller: Person, _ plan: inout Plan, aside: inout Plan,
    now: Instant
  ) throws -> IdentityConfirmMethod.Result {
    let kind = "external:" + assertion.provider
    let subject = claimHash(kind, assertion.subject)
    guard let holder = try claimant(kind, subject) else {
      setClaim(kind, subject, of: caller.row, &plan, now: now)
      return IdentityConfirmMethod.Result(
        outcome: .linked, person: caller.person, tier: caller.tier)
    }
    if holder.row == caller.row {
      return IdentityConfirmMethod.Result(
        outcome: .reused, person: caller.person, tier: caller.tier)
    }
    guard holder.tier < .account, try reasonToStay(caller) == nil else {
      flag(caller, holder: holder, "external", &aside, now: now)
      throw Refusal(IdentityError.externalTaken)
    }
    try enrol(deviceOf: caller, for: holder.row, &plan, now: now)
    try tellSafety(
      holder.row, "device.joined", once: Platform.occasion(caller, now),
      LocalizedText(
        ko: "외부 계정으로 새 기기가 들어왔습니다. 본인이 아니면 해제하세요: madang id devices",
        en: "A new device came in by an account elsewhere. If not you, revoke it: madang id devices"
      ), &plan, now: now)
    return IdentityConfirmMethod.Result(
      outcome: .joined, person: holder.person, tier: holder.tier)
  }

  /// Plans that a phone is the caller's. Whoever had it before has not answered it: they lose what
  /// it proved, keep their money, and are told.
  func takePhone(
    _ hash: [UInt8], _ caller: Person, _ plan: inout Plan, now: Instant
  ) throws {
    if let before = try claimant(Platform.phoneClaim, hash), before.row != caller.row {
      flag(caller, holder: before, "phone", &plan, now: now)
      try setPersonal(.phone, nil, of: before.row, &plan, now: now)
      try disprove("phone", of: before, &plan)
      try tellSafety(
        before.row, "phone.moved", once: Platform.occasion(caller, now),
        LocalizedText(
          ko: "전화번호가 다른 사람에게 확인되었습니다. 다시 쓰려면 새 번호를 확인하세요.",
          en: "Somebody else proved to hold your phone number. Verify a number of yours."),
        &plan, now: now)
    }
    setClaim(Platform.phoneClaim, hash, of: caller.row, &plan, now: now)
    if let number = try personal(.provedPhone, of: caller.row) {
      try setPersonal(.phone, number, of: caller.row, &plan, now: now)
      try setPersonal(.provedPhone, nil, of: caller.row, &plan, now: now)
      plan.write("DELETE FROM phone_proof WHERE person = ?", .integer(caller.row))
    }
    plan.write(
      "INSERT INTO person_fact(person, fact, provider, at) VALUES (?, 'phone', 'sms', ?)"
        + " ON CONFLICT(person, fact) DO UPDATE SET at = excluded.at",
      .integer(caller.row), .integer(now.milliseconds))
  }
}
