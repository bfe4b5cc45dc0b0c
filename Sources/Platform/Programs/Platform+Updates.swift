import Store
package import Wire

/// Hot update: a session finishes on the version it started with, unless a newer version declares
/// that it takes such sessions over. Then the next call of the session is preceded by one of the
/// new version's own: it gets the state and answers the new one. Where it fails the session stays.
extension Platform {
  /// The call that takes a session over before its next one; nil where it stays on its version.
  func update(of session: SessionRow, now: Instant) throws -> CallTicket? {
    let version = try latestVersion(session.release.app)
    guard version > session.release.version, session.kind != .staff, !session.isEnded else {
      return nil
    }
    let current = try currentRelease(session.release.app)
    guard let update = current.manifest.update, session.release.version >= update.from,
      let feature = current.manifest.feature(update.feature),
      try !isKept(session, from: version), try owedFeatures(of: session, existIn: current)
    else { return nil }
    var ticket = CallTicket(
      release: current, feature: feature,
      context: try context(session, nil, current, seenRev: nil, joining: false, now: now),
      arguments: ["from": .integer(session.release.version)], caller: nil, body: nil,
      wasScanned: false, owed: nil,
      target: .session(row: session.id, rev: session.rev, peopleRev: session.peopleRev),
      joins: false)
    ticket.isUpdate = true
    return ticket
  }

  /// Checks what a call that takes a session over answered; true where somebody else did it.
  func checkUpdate(_ ticket: CallTicket, state: JSON?, effects: [Effect]) throws -> Bool {
    guard case .session(let row, _, _) = ticket.target, let session = try session(row: row) else {
      preconditionFailure("only a session that is there is taken over")
    }
    if session.release == ticket.release.key { return true }
    guard state != nil else {
      throw Refusal(
        ProgramError.resultInvalid, ["pointer": "/state", "reason": "is missing"])
    }
    guard effects.isEmpty else {
      throw Refusal(
        ProgramError.resultInvalid,
        ["pointer": "/effects", "reason": "taking over a session changes its state only"])
    }
    return false
  }

  /// The session stays on its version, because the newer one failed to take it over.
  package func refuseUpdate(
    _ ticket: CallTicket, _ refusal: Refusal, trace: TraceID?, now: Instant
  ) throws {
    guard case .session(let row, _, _) = ticket.target else {
      preconditionFailure("only a session that is there is taken over")
    }
    try checkAlive(ticket.release.key.app)
    // A crowd passes: the session is taken over by its next call.
    if refusal.code == SessionError.busy || refusal.code == PlatformError.busy { throw refusal }
    try note(refusal, ticket, trace: trace, now: now)
    var plan = Plan()
    plan.write(
      "INSERT INTO session_kept(session, version, code) VALUES (?, ?, ?)"
        + " ON CONFLICT DO NOTHING",
      .integer(row), .integer(ticket.release.key.version), .text(refusal.code.name))
    try apply(plan)
  }

  private func isKept(_ session: SessionRow, from version: Int64) throws -> Bool {
    try sql("SELECT 1 FROM session_kept WHERE session = ? AND version = ?")
      .first(.integer(session.id), .integer(version)) { _ in true } ?? false
  }

  /// What is still owed to the session must find its feature in the new version.
  private func owedFeatures(of session: SessionRow, existIn release: Release) throws -> Bool {
    try sql("SELECT DISTINCT feature FROM outbox WHERE session = ? AND dead IS NULL")
      .rows(.integer(session.id)) { $0.text(0) }
      .allSatisfy { release.manifest.feature($0)?.visibility == .system }
  }

  /// The newest version of an app, remembered until somebody publishes.
  private func latestVersion(_ app: AppID) throws -> Int64 {
    if let known = latestVersions[app] { return known }
    let version =
      try sql("SELECT version FROM app WHERE id = ?").first(.text(app.text)) { $0.integer(0) }
      ?? 0
    if latestVersions.count >= Platform.releaseCacheLimit { latestVersions.removeAll() }
    latestVersions[app] = version
    return version
  }
}
