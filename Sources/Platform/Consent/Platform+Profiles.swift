import Store
import Wire

/// What a program is told about people: only what each of them granted to this very app.
extension Platform {
  /// Puts granted fields into what a program is told, and notes in the ledger what it sees before
  /// the program is called.
  func tellGranted(
    _ context: inout CallContext, _ release: Release, session: Int64?, caller: Person?,
    now: Instant
  ) throws {
    let declared = release.manifest.scopes.compactMap { IdentityScope(rawValue: $0.name) }
    guard !declared.isEmpty else { return }
    var seen: [Seen] = []
    if let session, declared.contains(.nickname) {
      try tellNames(&context, release, session: session, &seen)
    }
    if let caller {
      context.viewer.profile = try profile(of: caller, declared, release, &seen)
      // Who enters with this call is not a member yet.
      if let nickname = context.viewer.profile?.nickname,
        let index = context.session.people.firstIndex(where: { $0.id == context.viewer.id })
      {
        context.session.people[index].name = nickname
      }
    }
    try note(seen, release.key.app, context.session.id, now: now)
  }

  /// One field that a program is about to see.
  private struct Seen: Hashable {
    let person: Int64
    let scope: IdentityScope
    let revision: Int64
  }

  /// The nicknames of everybody at the table who granted theirs; the others stay numbers.
  private func tellNames(
    _ context: inout CallContext, _ release: Release, session: Int64, _ seen: inout [Seen]
  ) throws {
    let granted = try sql(
      "SELECT m.person, m.number FROM member m JOIN consent c ON c.person = m.person"
        + " AND c.app = ? AND c.scope = ? AND c.decision = 'granted'"
        + " WHERE m.session = ? AND m.here = 1"
    ).rows(
      .text(release.key.app.text), .text(IdentityScope.nickname.rawValue), .integer(session)
    ) { ($0.integer(0), Int($0.integer(1))) }
    for (person, number) in granted {
      guard let index = context.session.people.firstIndex(where: { $0.number == number }),
        let nickname = try readable(.nickname, of: person)
      else { continue }
      context.session.people[index].name = nickname.text
      seen.append(Seen(person: person, scope: .nickname, revision: nickname.revision))
    }
  }

  private func profile(
    of caller: Person, _ declared: [IdentityScope], _ release: Release, _ seen: inout [Seen]
  ) throws -> CallContext.Profile? {
    var profile = CallContext.Profile()
    for scope in declared
    where try decision(caller.row, release.key.app, scope.rawValue) == .granted {
      guard let value = try readable(scope.field, of: caller.row) else { continue }
      switch scope {
      case .nickname: profile.nickname = value.text
      case .phone: profile.phone = value.text
      case .email: profile.email = value.text
      case .name: profile.name = value.text
      }
      let item = Seen(person: caller.row, scope: scope, revision: value.revision)
      if !seen.contains(item) { seen.append(item) }
    }
    return profile == CallContext.Profile() ? nil : profile
  }

  /// A field, or nil where its key is lost: a call goes on without it.
  private func readable(
    _ field: PersonalField, of person: Int64
  ) throws -> (text: String, revision: Int64)? {
    do {
      return try personalValue(field, of: person)
    } catch let refusal as Refusal where refusal.code == PlatformError.keyLost {
      return nil
    }
  }

  private func note(
    _ seen: [Seen], _ app: AppID, _ session: SessionID, now: Instant
  ) throws {
    var plan = Plan()
    for item in seen {
      let known = try sql(
        "SELECT 1 FROM consent_log WHERE person = ? AND app = ? AND scope = ? AND session = ?"
          + " AND revision = ? AND what = 'seen'"
      ).first(
        .integer(item.person), .text(app.text), .text(item.scope.rawValue), .text(session.text),
        .integer(item.revision)
      ) { _ in true }
      guard known == nil else { continue }
      plan.write(
        "INSERT INTO consent_log(person, at, app, scope, what, session, revision)"
          + " VALUES (?, ?, ?, ?, 'seen', ?, ?)",
        .integer(item.person), .integer(now.milliseconds), .text(app.text),
        .text(item.scope.rawValue), .text(session.text), .integer(item.revision))
    }
    try apply(plan)
  }
}
