import Store
package import Wire

/// Who the caller is, and what they say about themselves.
extension Platform {
  /// Characters of a nickname.
  static let nicknameLength = 1...20
  /// Characters of an e-mail address (RFC 5321, section 4.5.3.1.3).
  static let emailLength = 3...254

  /// Who the caller is, where they work, and what the next tier takes. Fields whose key is lost
  /// are missing; everything else is told.
  package func identityShow(_ caller: Person) throws -> IdentityShowMethod.Result {
    let roles = try sql("SELECT merchant, role FROM staff WHERE person = ? ORDER BY merchant")
      .rows(.integer(caller.row)) { ($0.text(0), $0.text(1)) }
    var result = IdentityShowMethod.Result(
      person: caller.person, tier: caller.tier, lang: caller.lang,
      roles: roles.compactMap { merchant, role in
        Role(rawValue: role).map { StaffRole(merchant: MerchantID(merchant), role: $0) }
      })
    result.nickname = try personalIfReadable(.nickname, of: caller.row)
    result.email = try personalIfReadable(.email, of: caller.row)
    result.phone = try personalIfReadable(.phone, of: caller.row)
      .flatMap { PhoneNumber($0)?.masked }
    result.name = try personalIfReadable(.name, of: caller.row).map(Platform.masked)
    let external = try sql(
      "SELECT kind FROM identity_claim WHERE person = ? AND kind LIKE 'external:%' ORDER BY kind"
    ).rows(.integer(caller.row)) { String($0.text(0).dropFirst("external:".count)) }
    result.external = external.isEmpty ? nil : external
    let next = Platform.needs.next(after: caller.tier, try facts(caller.row))
    result.next = next?.tier
    result.needs = next?.missing
    return result
  }

  /// A name with its middle hidden: 김*아, K*m.
  private static func masked(_ name: String) -> String {
    guard name.count > 2 else { return name.prefix(1) + "*" }
    return name.prefix(1) + String(repeating: "*", count: name.count - 2) + name.suffix(1)
  }

  /// Changes what the caller says about themselves; programs that may see it see the new value.
  package func identityUpdate(
    _ caller: Person, _ params: IdentityUpdateMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      var changed: [String] = []
      if let nickname = params.nickname?.cleaned.trimmed {
        guard nickname.isEmpty || Platform.nicknameLength.contains(nickname.count) else {
          throw Refusal(
            RequestError.invalid,
            ["pointer": "/nickname", "reason": "must have at most 20 characters"])
        }
        try setPersonal(
          .nickname, nickname.isEmpty ? nil : nickname, of: caller.row, &plan, now: now)
        try touchSessions(of: caller, scope: .nickname, &plan)
        changed.append("nickname")
      }
      if let email = params.email?.trimmed {
        guard email.isEmpty || Platform.isEmail(email) else {
          throw Refusal(
            RequestError.invalid, ["pointer": "/email", "reason": "is no e-mail address"])
        }
        try setPersonal(.email, email.isEmpty ? nil : email, of: caller.row, &plan, now: now)
        try touchSessions(of: caller, scope: .email, &plan)
        changed.append("email")
      }
      return IdentityUpdateMethod.Result(changed: changed)
    }
  }

  /// Something before one `@` and a domain behind it; whether mail arrives only mail can tell.
  private static func isEmail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return emailLength.contains(text.count) && parts.count == 2 && !parts[0].isEmpty
      && parts[1].contains(".") && !parts[1].hasPrefix(".") && !parts[1].hasSuffix(".")
      && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "<") }
  }
}
