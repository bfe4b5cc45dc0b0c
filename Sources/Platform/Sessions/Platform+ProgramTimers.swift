import Store
import Wire

/// Timers of programs: calls that the platform owes at an instant. A timer is taken away in the
/// transaction that commits the call which handled it, so each is handled once.
extension Platform {
  /// Timers one app may have waiting.
  static let appTimerLimit: Int64 = 1_000
  /// Timers one session may have waiting.
  static let sessionTimerLimit: Int64 = 20

  func planTimer(
    _ key: String, at due: Instant, _ feature: String, _ arguments: JSONObject,
    _ effects: inout EffectPlan, _ plan: inout Plan
  ) throws {
    guard effects.release.manifest.feature(feature)?.visibility == .system else {
      throw Refusal(SessionError.featureUnknown, ["feature": .string(feature)])
    }
    try checkTimerLimits(key, effects)
    effects.timers.insert(key)
    insertOwed(
      effects.release, session: effects.stage.session, feature: feature,
      arguments: .object(arguments), bill: nil, timer: key, due: due, &plan, now: effects.now)
  }

  private func checkTimerLimits(_ key: String, _ effects: EffectPlan) throws {
    let session = effects.stage.session
    let isKnown = try isTimer(key, of: session)
    guard !isKnown, !effects.timers.contains(key) else { return }
    var planned: Int64 = 0
    for other in effects.timers where try !isTimer(other, of: session) { planned += 1 }
    // The timer that this very call delivers goes away with it.
    let delivered = effects.ticket.owed.map(\.row) ?? 0
    let ofSession =
      try sql(
        "SELECT count(*) FROM outbox WHERE session = ? AND timer IS NOT NULL AND dead IS NULL"
          + " AND id <> ?"
      ).first(.integer(session), .integer(delivered)) { $0.integer(0) } ?? 0
    guard ofSession + planned < Platform.sessionTimerLimit else {
      throw Refusal(
        ScheduleError.timerLimit,
        ["limit": .integer(Platform.sessionTimerLimit), "scope": "session"])
    }
    let ofApp =
      try sql(
        "SELECT count(*) FROM outbox WHERE app = ? AND timer IS NOT NULL AND dead IS NULL"
          + " AND id <> ?"
      ).first(.text(effects.release.key.app.text), .integer(delivered)) { $0.integer(0) } ?? 0
    guard ofApp + planned < Platform.appTimerLimit else {
      throw Refusal(
        ScheduleError.timerLimit, ["limit": .integer(Platform.appTimerLimit), "scope": "app"])
    }
  }

  private func isTimer(_ key: String, of session: Int64) throws(StoreError) -> Bool {
    try sql("SELECT 1 FROM outbox WHERE session = ? AND timer = ? AND dead IS NULL")
      .first(.integer(session), .text(key)) { _ in true } ?? false
  }
}
