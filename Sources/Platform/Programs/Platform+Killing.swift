import Store
package import Wire

/// An app that is switched off.
struct AppKill: Hashable {
  /// Who did it; nil for the operator.
  let person: Int64?
  /// Why, for people.
  let reason: String
}

/// The kill switch: from its commit on no call of the app is prepared or committed, no bill of it
/// is paid and no event is delivered; everything waits for the app to be switched on again.
extension Platform {
  /// Characters of a reason.
  static let killReasonLimit = 200
  /// People in open sessions who are told at once; the others learn it with their next call.
  static let killNoticeLimit: Int64 = 10_000

  /// Switches an app off, for its staff or, where `caller` is nil, for the operator.
  package func kill(
    _ caller: Person?, _ params: RegistryKillMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    defer { killedApps = nil }
    return try once(caller?.keyScope ?? "operator", body, now: now) { plan in
      _ = try checkKiller(caller, params.app)
      let reason = try Platform.killReason(params.reason)
      // Whoever comes second changes nothing: what the operator did stays the operator's.
      plan.write(
        "INSERT INTO app_kill(app, person, reason, since) VALUES (?, ?, ?, ?)"
          + " ON CONFLICT(app) DO UPDATE SET person = NULL, reason = excluded.reason"
          + " WHERE excluded.person IS NULL",
        .text(params.app.text), .integer(caller?.row), .text(reason),
        .integer(now.milliseconds))
      let kept = try kill(of: params.app).flatMap { $0.person == nil ? $0 : nil }
      let told = caller == nil ? reason : kept?.reason ?? reason
      try tellSessions(of: params.app, killed: told, &plan)
      return RegistryKillMethod.Result(
        app: params.app, killed: true, sessions: try openSessionCount(of: params.app))
    }
  }

  /// Switches an app on again.
  package func restore(
    _ caller: Person?, _ params: RegistryRestoreMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    defer { killedApps = nil }
    return try once(caller?.keyScope ?? "operator", body, now: now) { plan in
      let merchant = try checkKiller(caller, params.app)
      try checkSuspended(merchant)
      if let kill = try kill(of: params.app), kill.person == nil, caller != nil {
        throw Refusal(AppError.killedByOperator, ["app": .string(params.app.text)])
      }
      plan.write("DELETE FROM app_kill WHERE app = ?", .text(params.app.text))
      plan.owesCalls = true
      try tellSessions(of: params.app, killed: nil, &plan)
      return RegistryRestoreMethod.Result(app: params.app, killed: false)
    }
  }

  private func checkKiller(_ caller: Person?, _ app: AppID) throws -> MerchantID {
    let merchant = try currentRelease(app).manifest.merchant
    if let caller { _ = try requireRole(caller, at: merchant, oneOf: [.owner, .manager]) }
    return merchant
  }

  /// Why something is switched off, as people read it.
  static func killReason(_ text: String) throws -> String {
    let reason = text.cleaned
    guard (1...Platform.killReasonLimit).contains(reason.count) else {
      throw Refusal(
        RequestError.invalid,
        [
          "pointer": "/reason",
          "reason": .string("must have 1-\(Platform.killReasonLimit) characters"),
        ])
    }
    return reason
  }

  /// Who switched an app off, for itself or with its merchant; nil where it is on.
  func kill(of app: AppID) throws -> AppKill? {
    if let killedApps { return killedApps[app] }
    let rows = try sql("SELECT app, person, reason FROM app_off").rows {
      (AppID($0.text(0)), AppKill(person: $0.optionalInteger(1), reason: $0.text(2)))
    }
    let read = Dictionary(uniqueKeysWithValues: rows)
    killedApps = read
    return read[app]
  }

  /// Refuses whatever would need an app that is switched off.
  func checkAlive(_ app: AppID) throws {
    guard let kill = try kill(of: app) else { return }
    throw Platform.killed(kill)
  }

  static func killed(_ kill: AppKill) -> Refusal {
    Refusal(AppError.killed, ["reason": .string(kill.reason)])
  }

  func openSessionCount(of app: AppID) throws -> Int {
    try sql("SELECT count(*) FROM session WHERE app = ? AND ended IS NULL")
      .first(.text(app.text)) { Int($0.integer(0)) } ?? 0
  }

  /// People who look at the app hear of it without asking.
  func tellSessions(of app: AppID, killed reason: String?, _ plan: inout Plan) throws {
    let rows = try sql(
      "SELECT s.public, s.rev, p.public FROM session s JOIN member m ON m.session = s.id"
        + " JOIN person p ON p.id = m.person"
        + " WHERE s.app = ? AND s.ended IS NULL AND m.here = 1 LIMIT ?"
    ).rows(.text(app.text), .integer(Platform.killNoticeLimit)) {
      ($0.text(0), $0.integer(1), PersonID($0.text(2)))
    }
    for (session, rev, person) in rows {
      var params: JSONObject = ["session": .string(session), "rev": .integer(rev)]
      params["killed"] = reason.map(JSON.string) ?? .bool(false)
      plan.notify(person, ServerNotification.sessionChanged, .object(params))
    }
  }
}
