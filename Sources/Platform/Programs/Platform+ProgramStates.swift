import Store
package import Wire

/// Quarantine, rests after crashes and disabled calls outlive the daemon.
extension Platform {
  /// How long a program is in quarantine before its bills cannot be paid any more, in seconds
  /// (protocol.md, Paid while the program is gone).
  package static let goneSeconds: Int64 = 30
  /// When a person may try to pay again whose shop's program is gone, in milliseconds.
  static let goneRetryMilliseconds: Int64 = 10_000

  /// Writes down what became of a program; one with nothing to remember is forgotten.
  package func note(_ state: ProgramState) throws {
    var plan = Plan()
    let (app, version) = (state.release.app.text, state.release.version)
    if state.condition == .open, state.disabled.isEmpty {
      plan.write(
        "DELETE FROM program_state WHERE app = ? AND version = ?", .text(app),
        .integer(version))
    } else {
      // Quarantine counts from its beginning, whatever else is noted later.
      plan.write(
        "INSERT INTO program_state(app, version, state, since, until, reason, disabled)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT(app, version) DO UPDATE SET"
          + " since = CASE WHEN state = excluded.state AND state = 'quarantined' THEN since"
          + " ELSE excluded.since END, state = excluded.state, until = excluded.until,"
          + " reason = excluded.reason, disabled = excluded.disabled",
        .text(app), .integer(version), .text(state.condition.rawValue),
        .integer(state.since.milliseconds), .integer(state.until?.milliseconds),
        .text(state.reason),
        .text(
          JSON.array(
            state.disabled.map { [.string($0.feature), .string($0.arguments)] }
          ).text))
    }
    try apply(plan)
  }

  /// Every program that is not as if it had never crashed, by app and version.
  package func programStates() throws -> [ProgramState] {
    try sql(
      "SELECT app, version, state, since, until, reason, disabled FROM program_state"
        + " ORDER BY app, version"
    ).rows { row in
      ProgramState(
        release: ReleaseKey(app: AppID(row.text(0)), version: row.integer(1)),
        condition: ProgramState.Condition(rawValue: row.text(2)) ?? .open,
        since: Instant(milliseconds: row.integer(3)),
        until: row.optionalInteger(4).map(Instant.init(milliseconds:)), reason: row.text(5),
        disabled: Platform.disabledCalls(row.text(6)))
    }
  }

  private static func disabledCalls(_ text: String) -> [ProgramState.DisabledCall] {
    let pairs: [JSON]
    do { pairs = try JSON.parse(text).array ?? [] } catch {
      preconditionFailure("written by us: \(error)")
    }
    return pairs.compactMap { pair in
      guard let feature = pair.array?.first?.string, let hash = pair.array?.last?.string else {
        return nil
      }
      return ProgramState.DisabledCall(feature: feature, arguments: hash)
    }
  }

  /// What `admin.quarantine` lists.
  package func quarantine(now: Instant) throws -> AdminQuarantineMethod.Result {
    let views = try programStates().compactMap { state -> ProgramView? in
      var condition = state.condition
      if condition == .resting, state.until.map({ $0 <= now }) ?? true { condition = .open }
      guard condition != .open || !state.disabled.isEmpty else { return nil }
      return ProgramView(
        app: state.release.app, version: state.release.version, state: condition.rawValue,
        since: state.since, until: condition == .resting ? state.until : nil,
        reason: state.reason, disabled: Set(state.disabled.map(\.feature)).sorted())
    }
    return AdminQuarantineMethod.Result(programs: views)
  }

  /// Ends the quarantine of an app's programs; who runs them is told by the caller.
  package func releaseQuarantine(
    _ params: AdminReleaseMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once("operator", body, now: now) { plan in
      _ = try currentRelease(params.app)
      if let version = params.version,
        try release(ReleaseKey(app: params.app, version: version)) == nil
      {
        throw Refusal(
          AppError.versionUnknown,
          ["app": .string(params.app.text), "version": .integer(version)])
      }
      let released = try programStates().map(\.release)
        .filter { $0.app == params.app && (params.version ?? $0.version) == $0.version }
      for key in released {
        plan.write(
          "DELETE FROM program_state WHERE app = ? AND version = ?", .text(key.app.text),
          .integer(key.version))
      }
      return AdminReleaseMethod.Result(app: params.app, released: released.map(\.version))
    }
  }

  /// Refuses to pay where nobody could take the order in: the app is switched off, or the program
  /// of the bill's session has been in quarantine for too long. A person's share is no order.
  func checkProgram(of bill: BillRow, now: Instant) throws {
    guard bill.receipt == nil else { return }
    let isKilled = try kill(of: bill.app) != nil
    let isGone =
      try sql(
        "SELECT 1 FROM session s JOIN program_state p ON p.app = s.app AND p.version = s.version"
          + " WHERE s.id = ? AND p.state = 'quarantined' AND p.since <= ?"
      ).first(
        .integer(bill.session),
        .integer(now.adding(seconds: -Platform.goneSeconds).milliseconds)
      ) { _ in true } ?? false
    guard !isKilled, !isGone else {
      throw Refusal(
        ProgramError.unavailable, retryAfterMilliseconds: Platform.goneRetryMilliseconds)
    }
  }
}
