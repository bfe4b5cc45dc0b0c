import Store
package import Wire

/// Dead letters: events and timers that their programs did not take in time. Nothing forgets them;
/// their merchant puts them back once the program can take them.
extension Platform {
  /// Dead letters of one answer.
  static let deadLetterListLimit: Int64 = 200

  /// The dead letters of an app, the oldest first.
  func deadLetters(of app: AppID, version: Int64?) throws -> [DeadLetter] {
    try sql(
      "SELECT o.call, s.version, o.feature, s.public, o.dead, o.tries, o.created, o.died"
        + " FROM outbox o JOIN session s ON s.id = o.session"
        + " WHERE o.app = ?1 AND o.dead IS NOT NULL AND s.version = ifnull(?2, s.version)"
        + " ORDER BY o.id LIMIT ?3"
    ).rows(.text(app.text), .integer(version), .integer(Platform.deadLetterListLimit)) {
      DeadLetter(
        call: $0.text(0), version: $0.integer(1), feature: $0.text(2),
        session: SessionID($0.text(3)), code: $0.text(4), tries: Int($0.integer(5)),
        created: Instant(milliseconds: $0.integer(6)),
        died: $0.optionalInteger(7).map(Instant.init(milliseconds:)))
    }
  }

  private struct DeadRow {
    let id: Int64
    let session: Int64
    let feature: String
    let sent: Int
    let bill: Int64?
  }

  /// Puts a dead letter back where it was in its session's queue: before all that came later and
  /// still waits. Its tries and its time begin anew, its identity stays.
  package func redeliver(
    _ caller: Person, _ params: ShopRedeliverMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      try checkInsight(caller, params.app)
      let letter = try deadRow(params)
      try checkStillTrue(letter, params)
      // A timer of the same name may have been set since: this one is only an event by now.
      plan.write(
        "UPDATE outbox SET dead = NULL, died = NULL, tries = 0, due = ?, timer = NULL"
          + " WHERE id = ?", .integer(now.milliseconds), .integer(letter.id))
      plan.owesCalls = true
      return ShopRedeliverMethod.Result(
        app: params.app, call: params.call, feature: letter.feature, attempt: letter.sent + 1)
    }
  }

  private func deadRow(_ params: ShopRedeliverMethod.Params) throws -> DeadRow {
    let names: [Value] = [.text(params.app.text), .text(params.call)]
    let found = try sql(
      "SELECT id, session, feature, sent, bill FROM outbox"
        + " WHERE app = ? AND dead IS NOT NULL AND call = ?"
    ).first(names[0], names[1]) {
      DeadRow(
        id: $0.integer(0), session: $0.integer(1), feature: $0.text(2),
        sent: Int($0.integer(3)), bill: $0.optionalInteger(4))
    }
    if let found { return found }
    let waits =
      try sql("SELECT 1 FROM outbox WHERE app = ? AND dead IS NULL AND call = ?")
      .first(names[0], names[1]) { _ in true } ?? false
    throw Refusal(
      waits ? AppError.eventWaits : AppError.eventUnknown,
      ["app": .string(params.app.text), "call": .string(params.call)])
  }

  /// A payment that was taken back must not be cooked for, and the session's version must know the
  /// feature: it may have been taken over since.
  private func checkStillTrue(
    _ letter: DeadRow, _ params: ShopRedeliverMethod.Params
  ) throws {
    if let bill = try letter.bill.flatMap({ try bill(row: $0) }),
      bill.status != .paid, bill.status != .held
    {
      throw Refusal(
        AppError.eventOver,
        [
          "app": .string(params.app.text), "call": .string(params.call),
          "status": .string(bill.status.rawValue),
        ])
    }
    guard let session = try session(row: letter.session),
      let release = try release(session.release)
    else { preconditionFailure("an owed call has a session that runs a release") }
    guard release.manifest.feature(letter.feature)?.visibility == .system else {
      throw Refusal(SessionError.featureUnknown, ["feature": .string(letter.feature)])
    }
  }
}
