package import Wire

extension Platform {
  /// A session of the caller as it is now, for who watches it.
  package func sessionWatch(
    _ caller: Person, _ session: SessionID
  ) throws -> SessionWatchMethod.Result {
    guard let row = try self.session(session) else { throw Refusal(SessionError.unknown) }
    let members = try members(of: row.id)
    guard members.contains(where: { $0.person == caller.row && $0.isHere }) else {
      throw Refusal(SessionError.unknown)
    }
    return SessionWatchMethod.Result(
      session: session, rev: row.rev, people: members.count(where: \.isHere),
      ended: row.isEnded)
  }
}

extension Plan {
  /// Wakes who waits for a session once this is durable.
  mutating func wake(_ session: SessionID) {
    notices.append(
      Notice(person: PersonID(""), method: "", params: .null, control: .session(session)))
  }
}
