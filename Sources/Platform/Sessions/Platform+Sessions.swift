import Store
package import Wire

/// Sessions without a call to their program.
extension Platform {
  /// Leaves a session; the last one to leave a table ends it.
  package func sessionLeave(
    _ caller: Person, _ params: SessionLeaveMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      guard let session = try session(params.session) else {
        throw Refusal(SessionError.unknown)
      }
      let here = try members(of: session.id).filter(\.isHere)
      guard here.contains(where: { $0.person == caller.row }), !session.isEnded else {
        return SessionLeaveMethod.Result(left: false)
      }
      guard let release = try release(session.release) else {
        preconditionFailure("session \(session.name) runs a release that is gone")
      }
      let others = here.filter { $0.person != caller.row }
      plan.write(
        "UPDATE member SET here = 0 WHERE session = ? AND person = ?", .integer(session.id),
        .integer(caller.row))
      plan.write(
        "UPDATE session SET people_rev = people_rev + 1, ended = ? WHERE id = ?",
        others.isEmpty ? .integer(now.milliseconds) : .null, .integer(session.id))
      let params: JSON = [
        "session": .string(session.name.text), "rev": .integer(session.rev),
        "people": .integer(Int64(others.count)), "ended": .bool(others.isEmpty),
      ]
      plan.wake(session.name)
      for other in others { plan.notify(other.name, ServerNotification.sessionChanged, params) }
      if !others.isEmpty {
        let person = pairwise(caller.person, release.manifest.merchant)
        owe(
          "session.left", ["person": .string(person.text)], release, session: session.id, &plan,
          now: now)
      }
      return SessionLeaveMethod.Result(left: true)
    }
  }

  /// How many of a person's sessions are listed.
  static let sessionListLimit: Int64 = 50

  /// The sessions the caller is in, newest first.
  package func sessionList(_ caller: Person) throws -> SessionListMethod.Result {
    let names = try sql(
      "SELECT s.public FROM member m JOIN session s ON s.id = m.session"
        + " WHERE m.person = ? AND m.here = 1 AND s.ended IS NULL ORDER BY s.id DESC LIMIT ?"
    ).rows(.integer(caller.row), .integer(Platform.sessionListLimit)) { SessionID($0.text(0)) }
    return SessionListMethod.Result(
      sessions: try names.compactMap { name in
        guard let session = try session(name), let release = try release(session.release) else {
          return nil
        }
        return SessionSummary(
          session: name, app: session.release.app, name: release.manifest.name,
          place: session.place, rev: session.rev,
          people: try members(of: session.id).count(where: \.isHere))
      })
  }
}
