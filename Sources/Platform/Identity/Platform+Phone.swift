import Store
package import Wire

/// Proving that a phone is one's own: a code goes there and comes back.
extension Platform {
  /// How long a proved phone waits for the real name that gets its account back, in seconds.
  static let phoneProofSeconds: Int64 = 900

  /// Sends a code to a phone; the number itself is kept only where its owner's fields are sealed.
  package func sendPhoneCode(
    _ caller: Person, _ params: IdentitySendCodeMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      guard let number = PhoneNumber(params.phone) else {
        throw Refusal(SMSError.numberInvalid)
      }
      let challenge = try sendCode(
        .phone, to: number, for: caller, subject: "", &plan, now: now)
      return IdentitySendCodeMethod.Result(phone: number.masked, expires: challenge.expires)
    }
  }

  /// Takes the code: the phone is the caller's, or the first half of the way back into the account
  /// that it belongs to.
  package func confirmPhoneCode(
    _ caller: Person, _ params: IdentityConfirmCodeMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      let name = try sql("SELECT public FROM sms_code WHERE person = ? AND purpose = ?")
        .first(.integer(caller.row), .text(SMSPurpose.phone.rawValue)) { $0.text(0) }
      let number = try checkCode(
        name ?? "", params.code, for: .phone, of: caller, &plan, now: now
      ).number
      let hash = claimHash(Platform.phoneClaim, number.text)
      if let holder = try claimant(Platform.phoneClaim, hash), holder.row != caller.row,
        try facts(holder.row).contains("name"), try !facts(caller.row).contains("name")
      {
        try wait(hash, number, caller, &plan, now: now)
        return IdentityConfirmCodeMethod.Result(
          outcome: .recovery, tier: caller.tier, phone: number.masked)
      }
      try takePhone(hash, caller, &plan, now: now)
      try setPersonal(.phone, number.text, of: caller.row, &plan, now: now)
      try touchSessions(of: caller, scope: .phone, &plan)
      let tier = try prove(
        "phone", of: caller, by: "sms", besides: try facts(caller.row), &plan, now: now)
      return IdentityConfirmCodeMethod.Result(
        outcome: .verified, tier: tier, phone: number.masked)
    }
  }

  /// Keeps a proved phone until the name of its account is proved too.
  private func wait(
    _ hash: [UInt8], _ number: PhoneNumber, _ caller: Person, _ plan: inout Plan, now: Instant
  ) throws {
    try setPersonal(.provedPhone, number.text, of: caller.row, &plan, now: now)
    plan.write(
      "INSERT INTO phone_proof(person, hash, expires) VALUES (?, ?, ?)"
        + " ON CONFLICT(person) DO UPDATE SET hash = excluded.hash, expires = excluded.expires",
      .integer(caller.row), .blob(hash),
      .integer(now.adding(seconds: Platform.phoneProofSeconds).milliseconds))
  }
}
